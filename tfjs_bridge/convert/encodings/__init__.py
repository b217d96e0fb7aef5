"""Choose encodings by what they do to a model's outputs."""
