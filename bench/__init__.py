"""Speed, measured as ratios in one run against what a user would pick instead. `make bench`; never a test."""
