"""Keras layers as TensorFlow.js layers: a `Graph` becomes a topology and named weights."""
