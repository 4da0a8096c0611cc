"""The official document → an edition in the notation. The one part of `schema` that may use other packages."""
