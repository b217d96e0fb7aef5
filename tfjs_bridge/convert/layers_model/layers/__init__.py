"""Handlers, one file for each layer family."""
