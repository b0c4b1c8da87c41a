"""The extensions that the guard replaces, by their names."""
