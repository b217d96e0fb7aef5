"""The kinds of data that models are trained on, each one object with the same face."""
