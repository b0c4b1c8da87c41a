"""XML. Since Expat 2.4.1 the parsers of the standard library read no external entities, but sax and pulldom can be told to."""
