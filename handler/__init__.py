"""The serverless side: `submit` (public, may only add), `lookup` (a unit's own, may only read), `collect` (the bureau's, may only read)."""
