"""A file by the name of a library: whoever imports the library does not mean it, so it connects nobody."""

KNOWN = True
