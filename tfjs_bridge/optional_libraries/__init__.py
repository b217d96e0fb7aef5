"""JAX and SciPy, of which Keras's numpy backend needs little: imported late, or done without."""
