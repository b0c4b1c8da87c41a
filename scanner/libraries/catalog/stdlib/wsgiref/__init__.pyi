"""WSGI by the book."""
