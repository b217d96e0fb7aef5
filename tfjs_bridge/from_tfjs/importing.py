"""Import a TensorFlow.js layers model as a Keras 3 model."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.errors import ModelWarning, UnsupportedModelError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.plain_model import PlainModel
    from tfjs_bridge.from_tfjs.proof import Drawn, Proof


# Values, 400 MB: more than the networks have that pages load.
_ROOM = 10**8


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """A model, and what is known of it.

    Attributes:
        model: Keras's.
        source: What it was read from.
        notes: What differs from the file, and what was left out.
        proof: What a comparison with TensorFlow.js found; `None` without one.
        drawn: The inputs that it was made with, and Keras's outputs; likewise.
    """

    model: Any
    source: PlainModel
    notes: tuple[str, ...]
    proof: Proof | None
    drawn: Drawn | None = None


def import_layers_model(
    path: str | Path,
    *,
    compile: bool = True,  # noqa: A002
    verify: bool = True,
    seed: int = 0,
) -> Any:
    """Import a TensorFlow.js layers model, anybody's, as a Keras 3 model.

    Nothing of the files is run. The weights are those of the file, but for recurrent layers' gates
    with TensorFlow.js's hardSigmoid: theirs are multiplied by 6/5, for Keras's own hard_sigmoid.

    Args:
        path: The model's folder, with a `model.json`; or the JSON file itself.
        compile: Whether to compile the model as the file says, if it does.
        verify: Whether to compare the model with TensorFlow.js in Node on drawn inputs, and with
            the golden vectors if it is an artifact of tfjs-bridge.
        seed: Of the inputs that are drawn.

    Returns:
        The `keras.Model`, to be used, trained, or saved with ``model.save("name.keras")``.

    Raises:
        UnsupportedModelError: It is a graph model, or has layers that Keras cannot be given; the
            message has every reason.
        ArtifactError: A file is missing, damaged or of another format.
        VerificationError: TensorFlow.js gives other outputs, or cannot run the model, or Node.js is
            not installed.

    Warns:
        ModelWarning: Something in the file was changed or left out.
    """
    imported = import_model(Path(path), compile=compile, verify=verify, seed=seed)
    for note in imported.notes:
        warnings.warn(note, ModelWarning, stacklevel=2)
    return imported.model


def import_model(
    path: Path,
    *,
    compile: bool = True,  # noqa: A002
    verify: bool = True,
    seed: int = 0,
) -> Imported:
    """Do what `import_layers_model` does, and return what is known of the model too."""
    from tfjs_bridge.artifact.plain_model import read_plain_model
    from tfjs_bridge.convert.refusals import in_groups
    from tfjs_bridge.from_tfjs.build import build_model
    from tfjs_bridge.from_tfjs.compiling import compile_model
    from tfjs_bridge.from_tfjs.proof import draw, prove, require_node
    from tfjs_bridge.from_tfjs.topology import TopologyReader
    from tfjs_bridge.from_tfjs.weights import assign_weights
    from tfjs_bridge.keras_backend import load_keras, without_tensorflow

    source = read_plain_model(path)
    _refuse_graph(source)
    if verify:
        require_node()  # a missing Node.js is said before the model is built
    spec = TopologyReader(str(source.file)).model(source.topology)
    load_keras()
    with without_tensorflow():
        # Of a file without any weights, those that are missing are named below.
        room = sum(entry.count for entry in source.entries.values()) or _ROOM
        built = build_model(str(source.file), spec, room)
    if built.refusals:
        raise UnsupportedModelError(in_groups(built.refusals))
    assign_weights(source, built.weights)
    notes = in_groups(built.notes).splitlines()
    drawn = draw(built.model, seed) if verify else None
    proof = prove(source, built.model, drawn) if drawn else None
    if compile and source.training_config is not None:
        reason = compile_model(built.model, source.training_config)
        notes += [f"{source.file}: the model is not compiled: {reason}."] if reason else []
    return Imported(built.model, source, tuple(notes), proof, drawn)


def import_to_file(
    path: Path,
    out: Path,
    *,
    compile: bool = True,  # noqa: A002
    verify: bool = True,
    seed: int = 0,
) -> Imported:
    """Import a model, save it, and check that the file gives the same outputs.

    Args:
        path: As for `import_layers_model`.
        out: The ``.keras`` file; replaced if it is there, and only once all is well.
        compile: As for `import_layers_model`.
        verify: Likewise.
        seed: Likewise.
    """
    from tfjs_bridge.from_tfjs.saving import save_model

    imported = import_model(path, compile=compile, verify=verify, seed=seed)
    save_model(imported.model, out, imported.drawn)
    return imported


def _refuse_graph(source: PlainModel) -> None:
    if source.format == "graph-model":
        raise UnsupportedModelError(
            f"{source.file}: a graph model, whose layers are gone, so that there is no Keras model "
            f"to make of it; expected a layers model, which tf.loadLayersModel loads. Take the "
            f"Keras model or the SavedModel that it was converted from."
        )
