"""Training with Keras on TensorFlow."""
