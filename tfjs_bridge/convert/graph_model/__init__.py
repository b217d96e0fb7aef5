"""Keras models as TensorFlow.js graph models: traced on Keras's JAX backend, without TensorFlow."""
