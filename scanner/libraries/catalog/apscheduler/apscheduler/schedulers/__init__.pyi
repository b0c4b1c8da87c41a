"""Schedulers, by how they wait."""
