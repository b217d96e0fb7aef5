"""Compare encodings and formats of a model: bytes, outputs, accuracy and latency, measured."""
