"""Calculations that TensorFlow.js has no layer for, built from those that it has.

Handlers call them; they know tensors and constants, and of the Keras layer no more than the context
that names what they emit. Each says for which values it is exact.
"""
