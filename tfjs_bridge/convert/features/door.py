"""Where an export meets a front: the network and the declared steps take the model's place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.artifact.features.spec import check_features
from tfjs_bridge.convert.features.calls import has_front
from tfjs_bridge.convert.features.given import given_raw
from tfjs_bridge.convert.features.outside import is_outside, read_outside
from tfjs_bridge.convert.features.split import Split, any_network, split_model
from tfjs_bridge.convert.files.front_peek import names_front
from tfjs_bridge.convert.files.loading import load_model
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.requests import Request
from tfjs_bridge.errors import UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras

Target = Literal["layers", "graph"]


@contextmanager
def without_front(origin: Any, request: Request, target: Target) -> Iterator[tuple[Any, Request]]:
    """Split off what a model does with text and tables before its network.

    Args:
        origin: As the user passed it.
        request: What the user asked for.
        target: The format to be exported to.

    Yields:
        The network and what is asked for of it; both as they were where there is no front.

    Raises:
        UnsupportedModelError: The front cannot be declared; the message has every reason.
    """
    if is_outside(request.card.preprocessing):
        network = load_model(origin, request.task.input_shapes, target, request.code)
        yield network, _of_network(_with_outside(network, request), request)
        return
    model = _model(origin, request, target)
    if model is None:
        yield origin, request
        return
    with split_model(model, is_layers=target == "layers") as split:
        if split is None:
            yield model, request
        elif split.preprocessing is None:
            yield split.network, request
        else:
            _require_none(request)
            yield split.network, _of_network(split, request)


def _model(origin: Any, request: Request, target: Target) -> Any:
    """Return a live model that has a front; `None` where there is none."""
    if not isinstance(origin, str | Path):
        is_model = isinstance(origin, load_keras().Model)
        return origin if is_model and has_front(origin) else None
    if not names_front(Path(origin)):
        return None
    shapes = request.task.input_shapes
    return load_model_file(Path(origin), shapes, target, request.code, split=any_network)


def _with_outside(network: Any, request: Request) -> Split:
    front = read_outside(request.card.preprocessing, network)
    split = Split(network, front, None)
    return dataclasses.replace(split, preprocessing=front.declared(split.read))


def _require_none(request: Request) -> None:
    if request.card.preprocessing is not None:
        raise UsageError(
            "preprocessing: the model prepares its inputs itself, by its lookups; expected none, "
            "got another one. Leave it out."
        )


def _of_network(split: Split, request: Request) -> Request:
    """Return what is asked for of the network: golden inputs that raw examples became."""
    declared = split.preprocessing or {}
    request.report("Preparing golden examples", 0, 0)
    _check(split, declared)
    raw, values, source = _examples(split, declared, request)
    card = dataclasses.replace(
        request.card,
        preprocessing=dict(declared),
        golden_inputs=values,
        golden_source=source,
    )
    return dataclasses.replace(request, card=card, examples=raw)


def _check(split: Split, declared: Mapping[str, Any]) -> None:
    tensors = zip(split.read, split.network.inputs, strict=True)
    shapes = {name: (None, *tensor.shape[1:]) for name, tensor in tensors}
    try:
        check_features(dict(declared), shapes)
    except (KeyError, TypeError, ValueError) as error:
        raise UnsupportedModelError(
            f"model '{split.network.name}': what it does before its network cannot be declared "
            f"({error}). Do that step before the model."
        ) from error


def _examples(
    split: Split, declared: Mapping[str, Any], request: Request
) -> tuple[dict[str, Any], dict[str, Any], str]:
    from tfjs_bridge.convert.features.examples import draw_raw
    from tfjs_bridge.convert.features.running import prepared
    from tfjs_bridge.convert.golden.pool import Judge, candidates

    given, seed = request.card.golden_inputs, request.task.seed
    if given is not None:
        raw = given_raw(given, declared["inputs"])
        values = prepared(split.front, declared, raw, split.read)
        return raw, values, request.card.golden_source
    judge = Judge(split.network)
    raw = draw_raw(declared, candidates(judge.batch), seed, judge.kinds())
    rows = judge.chosen(prepared(split.front, declared, raw, split.read))
    kept = {name: x[rows] for name, x in raw.items()}
    # Once more, since a text's length is that of the longest among them.
    source = f"random examples, numpy default_rng({seed})"
    return kept, prepared(split.front, declared, kept, split.read), source
