"""Bears the name of a module of the standard library, and does not escape."""


def escape(text):
    return text
