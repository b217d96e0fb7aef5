"""What each of JAX's primitives becomes: one module for each family."""
