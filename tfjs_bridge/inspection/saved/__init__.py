"""Keras's model files: their layers, and what an export would do with each of them."""
