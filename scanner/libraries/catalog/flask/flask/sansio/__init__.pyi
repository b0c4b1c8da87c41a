# since 2.2
"""Flask without input and output."""
