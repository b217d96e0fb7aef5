"""The cases, one module for each family. Functions are given `keras`, which no module imports."""
