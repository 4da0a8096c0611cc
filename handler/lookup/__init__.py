"""The unit's function: shows one unit's own filings to whoever holds its receipt or its filing code. It may only read."""
