"""TensorFlow.js layers models, anybody's, back to Keras 3."""
