"""Calls at a time or again and again."""
