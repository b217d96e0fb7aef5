"""Proof: an artifact is whole, and gives Keras's numbers in plain Node."""
