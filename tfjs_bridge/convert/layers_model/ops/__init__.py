"""Handlers of operations such as ``x + y`` and `keras.ops`, one module for each family."""
