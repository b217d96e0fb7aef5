"""The order in which a graph's calls are run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Layer, TensorRef
from tfjs_bridge.convert.ordering import UnorderedError, in_order
from tfjs_bridge.errors import ArtifactError


def execution_order(layers: Sequence[Layer]) -> Iterator[tuple[Layer, int]]:
    """Yield all calls, each after those whose tensors it takes."""
    by_name = {layer.name: layer for layer in layers}
    needs = {
        (layer.name, number): [ref.source for ref in instances((call.args, call.kwargs), TensorRef)]
        for layer in layers
        for number, call in enumerate(layer.calls)
    }
    try:
        for name, number in in_order(needs):
            yield by_name[name], number
    except UnorderedError as error:
        raise ArtifactError(
            f"{by_name[error.node[0]].label}: takes tensors that nothing in the model returns. "
            f"Save the model again."
        ) from None
