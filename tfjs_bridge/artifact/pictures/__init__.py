"""How a picture becomes a model's input, as an artifact's metadata declares it."""

from tfjs_bridge.artifact.pictures.prepare import prepare_picture

__all__ = ["prepare_picture"]
