"""What is asked and what counts as an answer. Standard library only; everything else follows it."""
