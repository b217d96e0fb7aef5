"""From a Keras model to an artifact: front-end, translation, writers."""
