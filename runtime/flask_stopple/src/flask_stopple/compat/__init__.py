"""The names of the extensions that Stopple replaces, so that an application moves in by changing an import.

Each module wakes only its own part of the guard. ``Stopple(app)`` beside it wakes the rest.
Where they differ from what they replace is in ``docs/compat.md``.
"""
