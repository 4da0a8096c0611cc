"""What changed between two editions: found, and told."""
