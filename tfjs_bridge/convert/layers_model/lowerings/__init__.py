"""Calculations that TensorFlow.js has no layer for, built from those that it has."""
