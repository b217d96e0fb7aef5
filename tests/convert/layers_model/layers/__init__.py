"""Handlers, one test file for each family."""
