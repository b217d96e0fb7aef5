"""Keras models of every kind that people export, as cases; see `case`."""
