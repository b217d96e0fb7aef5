"""Models written in Python, for which golden inputs have to be drawn."""
