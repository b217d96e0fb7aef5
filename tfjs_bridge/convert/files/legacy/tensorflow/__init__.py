"""TensorFlow's functions in a functional model of Keras 2, as calls of ``keras.ops``."""
