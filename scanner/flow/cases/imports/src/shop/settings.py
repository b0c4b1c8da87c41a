COMMAND = "ls"
TABLE = {"a": "ls", "b": "ps"}
