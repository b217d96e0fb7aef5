"""The network of a model with a front, and its declaration: what takes the model's place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.artifact.features.spec import check_features
from tfjs_bridge.convert.features.given import given_raw
from tfjs_bridge.convert.features.outside import read_outside
from tfjs_bridge.convert.features.split import Split, any_network, split_model
from tfjs_bridge.convert.features.steps import DTYPES
from tfjs_bridge.convert.files.loading import load_model
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.requests import Request, is_outside
from tfjs_bridge.errors import UnsupportedModelError, UsageError

Target = Literal["layers", "graph"]


@contextmanager
def declared_network(
    origin: Any, request: Request, target: Target
) -> Iterator[tuple[Any, Request]]:
    """Give the network of a model and what is asked for of it; see `door.without_front`."""
    shapes = request.task.input_shapes
    if is_outside(request.card.preprocessing):
        network = load_model(origin, shapes, target, request.code)
        whole = _with_outside(network, request, is_layers=target == "layers")
        yield network, _of_network(whole, request)
        return
    model = origin
    if isinstance(origin, str | Path):
        model = load_model_file(Path(origin), shapes, target, request.code, split=any_network)
    with split_model(model, is_layers=target == "layers") as split:
        if split is None:
            yield model, request
        elif split.preprocessing is None:
            yield split.network, request
        else:
            _require_none(request)
            yield split.network, _of_network(split, request)


def _with_outside(network: Any, request: Request, *, is_layers: bool) -> Split:
    front = read_outside(request.card.preprocessing, network, is_layers=is_layers)
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
        golden_inputs=[values[name] for name in split.read],
        golden_source=source,
    )
    return dataclasses.replace(request, card=card, examples=raw)


def _check(split: Split, declared: Mapping[str, Any]) -> None:
    tensors = zip(split.read, split.network.inputs, strict=True)
    shapes, dtypes = {}, {}
    for name, tensor in tensors:
        dtype = DTYPES[str(tensor.dtype)]
        shapes[name] = (None, *tensor.shape[1:])
        dtypes[name] = "int32" if dtype == "int64" else dtype
    try:
        check_features(dict(declared), shapes, dtypes)
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
    values = prepared(split.front, declared, raw, split.read)
    rows = judge.chosen([values[name] for name in split.read])
    kept = {name: x[rows] for name, x in raw.items()}
    # Once more, since a text's length is that of the longest among them.
    source = f"random examples, numpy default_rng({seed})"
    return kept, prepared(split.front, declared, kept, split.read), source
