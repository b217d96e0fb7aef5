"""The datasets that models are trained on: found, checked, and brought into one shape."""
