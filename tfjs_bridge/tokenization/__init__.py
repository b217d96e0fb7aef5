"""Runs the tokenizer of an artifact in Python; needs the package `tokenizers`."""
