"""Declared preprocessing of tables and text: raw values become the network's inputs.

Each operation is one of Keras's preprocessing layers, as it computes on TensorFlow.
docs/artifact-format.md describes them; ``web/src/features`` is the twin in JavaScript, and both are
held to the vectors in ``tests/vectors/features``.
"""
