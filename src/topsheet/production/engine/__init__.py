"""The production's own arithmetic: what undo takes back, and in which order."""
