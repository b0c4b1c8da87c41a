"""Calls over XML."""
