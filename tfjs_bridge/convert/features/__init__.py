"""Lookups, hashes and texts at a model's front: declared in the artifact, not in the network."""
