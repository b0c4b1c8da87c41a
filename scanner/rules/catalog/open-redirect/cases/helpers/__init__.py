"""A package with its own helper for redirects."""
