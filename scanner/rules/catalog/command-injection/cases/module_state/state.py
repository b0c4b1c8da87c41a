"""What is current."""
current = {"target": ".", "own": "x"}
LIMIT = 10
