"""Where an export meets a front: the network and the declared steps take the model's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.convert.features.calls import has_front
from tfjs_bridge.convert.files.front_peek import names_front
from tfjs_bridge.convert.requests import Request, is_outside
from tfjs_bridge.errors import UsageError


@contextmanager
def without_front(
    origin: Any, request: Request, target: Literal["layers", "graph"]
) -> Iterator[tuple[Any, Request]]:
    """Split off what a model does with text and tables before its network.

    Args:
        origin: As the user passed it.
        request: What the user asked for.
        target: The format to be exported to.

    Yields:
        The network and what is asked for of it; both as they were where there is no front.

    Raises:
        UsageError: Encodings are to be chosen by data.
        UnsupportedModelError: The front cannot be declared; the message has every reason.
    """
    is_file = isinstance(origin, str | Path)
    is_split = names_front(Path(origin)) if is_file else has_front(origin)
    if not is_split and not is_outside(request.card.preprocessing):
        yield origin, request
        return
    if request.search is not None and request.search.data is not None:
        raise UsageError(
            "data: the model prepares tables or texts itself, and encodings are chosen by what is "
            "behind that; expected no data, got some. Leave it out: golden inputs are taken."
        )
    # Only now: most models have none, and this imports what reads and translates models.
    from tfjs_bridge.convert.features.declared import declared_network

    with declared_network(origin, request, target) as network:
        yield network
