"""The bureau's side: list → read → verify → merge → export. It reads, and never writes to the store."""
