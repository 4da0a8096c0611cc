"""The serverless side: `submit` (public, may only add) and `collect` (the bureau, may only read)."""
