"""Model files: what is in them, without running any of it."""
