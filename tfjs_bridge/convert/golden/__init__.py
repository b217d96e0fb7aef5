"""Golden vectors: inputs that are drawn or that the user gives, and Keras's outputs for them."""
