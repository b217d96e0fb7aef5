"""Model files: a live Keras model from what is in them, without running any of it."""
