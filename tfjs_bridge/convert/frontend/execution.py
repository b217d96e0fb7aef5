"""The order in which a graph's calls are run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Layer, TensorRef
from tfjs_bridge.errors import ArtifactError


def execution_order(layers: Sequence[Layer]) -> Iterator[tuple[Layer, int]]:
    """All calls, each after those whose tensors it takes."""
    done: set[tuple[str, int]] = set()
    waiting = [(layer, number) for layer in layers for number in range(len(layer.calls))]
    while waiting:
        rest = []
        for layer, number in waiting:
            call = layer.calls[number]
            refs = instances((call.args, call.kwargs), TensorRef)
            if all((ref.layer, ref.call) in done for ref in refs):
                yield layer, number
                done.add((layer.name, number))
            else:
                rest.append((layer, number))
        if len(rest) == len(waiting):
            raise ArtifactError(
                f"{rest[0][0].label}: takes tensors that nothing in the model gives. Save the "
                f"model again."
            )
        waiting = rest
