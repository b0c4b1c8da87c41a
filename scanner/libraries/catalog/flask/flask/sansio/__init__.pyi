"""Flask without input and output."""
