"""Train in Keras, run in the browser and in Node, with proof that both give the same numbers."""

from tfjs_bridge.convert.export import export
from tfjs_bridge.version import __version__

__all__ = ["__version__", "export"]
