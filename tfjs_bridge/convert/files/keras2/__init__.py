"""The zip archives `.keras` of Keras 2.12 to 2.15, and of tf_keras 2.16 and later."""
