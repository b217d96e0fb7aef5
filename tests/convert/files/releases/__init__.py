"""Files that other releases of Keras saved."""
