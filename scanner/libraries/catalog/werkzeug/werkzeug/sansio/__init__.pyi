"""Requests and responses without input and output."""
