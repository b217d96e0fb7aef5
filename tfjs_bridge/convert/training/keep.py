"""Keep what TensorFlow.js knows of a model's training, and warn of the rest."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.convert.training.from_file import FileTraining, read_file_training
from tfjs_bridge.convert.training.from_model import compiled_model
from tfjs_bridge.convert.training.settings import training_config
from tfjs_bridge.errors import ModelWarning

# So many are named: the message is one line.
_NAMED = 8


def with_training(translated: LayersModel, source: Any, *, warns: bool) -> LayersModel:
    """Add what a model was compiled with, as far as TensorFlow.js knows it.

    Args:
        translated: The model.
        source: The live Keras model, or the path of its file, that it is from.
        warns: Whether to warn of what cannot be kept.

    Returns:
        The model, with a `training` where TensorFlow.js can compile it.

    Warns:
        ModelWarning: One line that names it all.
    """
    if isinstance(source, str | Path):
        found = read_file_training(Path(source))
    else:
        found = FileTraining(compiled_model(source), ())
    lost = [*found.lost, *translated.lost]
    if found.compiled is not None:
        keras_names = [output.name for output in translated.outputs]
        tfjs_names = [name for name, *_ in translated.topology["config"]["output_layers"]]
        config, missing = training_config(found.compiled, keras_names, tfjs_names)
        lost += [*missing, *(f"the training of '{name}'" for name in translated.fixed)]
        translated = dataclasses.replace(translated, training=config)
    if lost and warns:
        _warn(translated.name, list(dict.fromkeys(lost)))
    return translated


def _warn(name: str, lost: Sequence[str]) -> None:
    rest = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    warnings.warn(
        f"model '{name}': predicts as in Keras, but its export cannot keep all that training "
        f"needs: {', '.join(lost[:_NAMED])}{rest}. Set it up anew if you train the model in "
        f"JavaScript.",
        ModelWarning,
        stacklevel=5,
    )
