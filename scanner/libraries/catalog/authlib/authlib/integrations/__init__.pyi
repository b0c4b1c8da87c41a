"""Servers and clients of OAuth, by framework."""
