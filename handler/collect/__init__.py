"""The bureau's side: list → read → vet → merge → export. It reads, and never writes to the store."""
