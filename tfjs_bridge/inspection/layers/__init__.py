"""Layers: their shapes by the rules of their classes, and the work that they take."""
