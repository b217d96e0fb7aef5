"""Whole jobs as library calls: what the command line does, without a console."""
