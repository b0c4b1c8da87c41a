"""Expat."""
