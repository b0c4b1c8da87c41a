"""Names of characters."""

html5: dict[str, str]
name2codepoint: dict[str, int]
