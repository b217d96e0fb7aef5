"""What makes a graph smaller and faster and leaves its outputs equal: one module for each pass."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import GraphModel


def optimized(model: GraphModel, b: Builder) -> GraphModel:
    """Return a model after all passes, in the order that they need."""
    return model
