"""Graphs of operations: their nodes, shapes, and the work that they take."""
