"""Weights that are stored in few bytes although their channels have been multiplied by factors."""
