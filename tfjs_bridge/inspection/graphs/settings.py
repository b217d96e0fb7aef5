"""The few attributes of a node that say what it does."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.inspection.graphs.nodes import Node, decoded

_LISTS = ("strides", "ksize", "dilations", "squeeze_dims")
_TEXTS = ("padding", "equation", "data_format")
_FLAGS = ("transpose_a", "transpose_b", "adj_x", "adj_y", "keep_dims", "half_pixel_centers")
_FUNCTIONS = ("cond", "body", "then_branch", "else_branch", "f")


def node_settings(node: Node) -> dict[str, Any]:
    """Return them by their names; those of no consequence are left out."""
    found: dict[str, Any] = {
        key: node.numbers(key) for key in _LISTS if set(node.numbers(key)) > {1}
    }
    found |= {key: node.text(key).lower() for key in _TEXTS if node.text(key)}
    if found.get("data_format") in ("nhwc", "ndhwc"):
        del found["data_format"]
    found |= {key: True for key in _FLAGS if node.flag(key)}
    found |= {key: node.function(key) for key in _FUNCTIONS if node.function(key)}
    fused = _fused(node)
    return found | ({"fused": fused} if fused else {})


def _fused(node: Node) -> list[str]:
    value = node.attributes.get("fused_ops")
    listed = value.get("list") if isinstance(value, dict) else None
    names = listed.get("s") if isinstance(listed, dict) else None
    return [decoded(one) for one in names] if isinstance(names, list) else []
