"""A part of the package."""
