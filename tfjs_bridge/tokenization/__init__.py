"""Runs the tokenizers of artifacts in Python; needs the package `tokenizers`."""

from tfjs_bridge.tokenization.encoder import Encode, create_encoder
from tfjs_bridge.tokenization.opening import open_encoders

__all__ = ["Encode", "create_encoder", "open_encoders"]
