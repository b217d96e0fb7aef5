"""Live Keras models: read as graphs, and run."""
