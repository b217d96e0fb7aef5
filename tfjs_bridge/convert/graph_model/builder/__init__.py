"""Nodes of a graph model under construction: each function emits one operation, or a few."""
