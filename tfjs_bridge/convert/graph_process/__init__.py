"""Graph models from any backend of Keras: a process with Keras on JAX makes them."""
