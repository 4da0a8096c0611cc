"""The interface as a machine reads it: OpenAPI, made from the routes and the published schemas."""
