"""Golden vectors: inputs drawn or given, and what Keras answers to them."""
