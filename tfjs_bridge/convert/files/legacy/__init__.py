"""Model files of Keras 2, as Keras 3 would have saved them."""
