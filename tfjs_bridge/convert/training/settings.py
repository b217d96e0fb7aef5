"""Translate a compiled model's loss, metrics and optimizer to `model.json`'s `trainingConfig`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.training.losses import described, loss_name, metric_name
from tfjs_bridge.convert.training.optimizers import optimizer_config


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a model was compiled with, as Keras saves it: plain data, none of it deserialized.

    Attributes:
        optimizer: ``{"class_name", "config"}``.
        loss: Of the model, or of each output in a list or by name.
        metrics: Likewise, several for each output.
        others: Names of further settings that are not empty, such as ``"loss_weights"``.
    """

    optimizer: Any
    loss: Any
    metrics: Any
    others: tuple[str, ...] = ()


# TensorFlow.js throws for each of these (engine/training.ts, `loadTrainingConfig`).
_OTHERS = ("loss_weights", "weighted_metrics", "sample_weight_mode")


def read_compiled(saved: Any) -> Compiled | None:
    """Read the `compile_config` of Keras 3, or the `training_config` of Keras 2.

    Args:
        saved: Any JSON.

    Returns:
        `None` where the model was not compiled, or without a loss.
    """
    if not isinstance(saved, Mapping) or not saved.get("loss"):
        return None
    optimizer = saved.get("optimizer", saved.get("optimizer_config"))
    if isinstance(optimizer, str):
        optimizer = {"class_name": _CLASSES.get(optimizer.lower(), optimizer), "config": {}}
    others = tuple(name for name in _OTHERS if saved.get(name))
    return Compiled(optimizer, saved["loss"], saved.get("metrics"), others)


# Keras finds optimizers by these names too.
_CLASSES = {
    name.lower(): name for name in ("SGD", "RMSprop", "Adam", "Adamax", "Adagrad", "Adadelta")
}


def training_config(
    compiled: Compiled, keras_names: Sequence[str], tfjs_names: Sequence[str]
) -> tuple[dict[str, Any] | None, list[str]]:
    """Translate what a model was compiled with.

    Args:
        compiled: As Keras saves it.
        keras_names: Of the outputs.
        tfjs_names: Of the layers that give them in TensorFlow.js.

    Returns:
        What TensorFlow.js compiles the loaded model with; `None` where it has no such optimizer or
        loss, since it needs both. And what of it all is lost, in words.
    """
    optimizer, lost = optimizer_config(compiled.optimizer)
    saved = _by_output(compiled.loss, keras_names)
    losses = [loss_name(loss) for loss in saved]
    lost += [f"the loss {described(x)}" for x, y in zip(saved, losses, strict=True) if y is None]
    lost += list(compiled.others)
    if optimizer is None or None in losses:
        if compiled.metrics:
            lost.append("the metrics")
        return None, list(dict.fromkeys(lost))
    metrics = _metrics(compiled.metrics, keras_names, losses, lost)
    config: dict[str, Any] = {
        "optimizer_config": optimizer,
        "loss": losses[0] if len(losses) == 1 else losses,
        "metrics": metrics[0],
    }
    if len(losses) > 1:
        # TensorFlow.js takes one metric for each output here (engine/training.ts,
        # `loadTrainingConfig`).
        pairs = zip(tfjs_names, metrics, strict=True)
        config["metrics"] = {name: found[0] for name, found in pairs if found}
        lost += [f"the metric {name}" for found in metrics for name in found[1:]]
    return config, list(dict.fromkeys(lost))


def _by_output(value: Any, names: Sequence[str]) -> list[Any]:
    """Return one for each output: of a list or dict, else the same for all."""
    if isinstance(value, Mapping) and "class_name" not in value:
        return [value.get(name) for name in names]
    if isinstance(value, list | tuple):
        return [*value, *[None] * len(names)][: len(names)]
    return [value] * len(names)


def _metrics(
    saved: Any, names: Sequence[str], losses: Sequence[str | None], lost: list[str]
) -> list[list[str]]:
    """Name each output's metrics in TensorFlow.js; append to `lost` what it does not have."""
    if not isinstance(saved, Mapping):
        saved = saved if isinstance(saved, list | tuple) else [saved]
        saved = [saved] if len(names) == 1 else list(saved)
    result = []
    for value, loss in zip(_by_output(saved, names), losses, strict=True):
        found = []
        for metric in _flat(value):
            name = metric_name(metric, loss)
            if name is None:
                lost.append(f"the metric {described(metric)}")
            elif name not in found:
                found.append(name)
        result.append(found)
    return result


def _flat(value: Any) -> list[Any]:
    """Return all in nested lists; a dict is one serialized metric."""
    found = walk(value, lambda item: isinstance(item, Mapping))
    return [item for item in found if item is not None and not isinstance(item, list | tuple)]
