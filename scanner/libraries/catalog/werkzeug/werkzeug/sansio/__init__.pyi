# since 2.0
"""Requests and responses without input and output."""
