"""What a compiled model was trained with, in the words of TensorFlow.js."""
