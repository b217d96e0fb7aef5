"""What `export` is asked for, and what is known of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    import numpy.typing as npt

    from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule
    from tfjs_bridge.artifact.weights import NamedWeight
    from tfjs_bridge.convert.files.user_code import UserCode
    from tfjs_bridge.convert.frontend.graph import Shape
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.golden.user_inputs import UserInputs

WriterName = Literal["bridge", "tensorflowjs"]
WRITERS: tuple[WriterName, ...] = get_args(WriterName)
FormatName = Literal["layers", "graph", "auto"]
FORMATS: tuple[FormatName, ...] = get_args(FormatName)
InputShapes = Sequence[int | None] | Mapping[str, Sequence[int | None]]
Progress = Callable[[str, int, int], None]
Topic = Literal["code", "format", "weights", "encodings"]
Notify = Callable[[Topic, str], None]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the author of a model knows about it, for the metadata and the golden vectors.

    Attributes:
        name: Replaces the Keras model's own name.
        labels: Class names, one for each value of the output's last axis.
        preprocessing: As docs/artifact-format.md describes it. Of the kind ``picture`` the scale is
            enough, as in ``{"kind": "picture", "scale": "tf"}``: one of the format's, a module
            of `keras.applications`, or ``auto``. The rest comes from the model. Also what was
            done before the model in Keras, to be declared: a layer such as TextVectorization, a
            dict of layers by the names of the model's inputs, a `FeatureSpace`, or a model (or its
            file) whose outputs are the model's inputs. Or a tokenizer or a preprocessor of
            KerasHub, or the folder that a preprocessor was saved to; where an example has several
            texts, ``{"tokenizer": ..., "texts": ("first", "second")}``.
        training: As docs/artifact-format.md describes it.
        golden_inputs: One array for each input of the model, shape (vectors, ...), in order or by
            name; raw ones, such as texts, of a model that looks words up. If there are none,
            random inputs of many kinds are drawn, and those are kept for which Keras's outputs
            differ and depend on the weights.
        golden_source: In words, where `golden_inputs` come from.

    Raises:
        UsageError: The name is not a string, or the labels are not strings in a list or tuple.
    """

    name: str | None = None
    labels: tuple[str, ...] | None = None
    preprocessing: Any = None
    training: dict[str, Any] | None = None
    golden_inputs: UserInputs | None = None
    golden_source: str = ""

    def __post_init__(self) -> None:
        if self.name is not None and not isinstance(self.name, str):
            raise UsageError(
                f"ModelCard.name: not a name; expected a string, got {self.name!r}. "
                f"Name what else you give, as in ModelCard(labels=...)."
            )
        if self.labels is not None:
            object.__setattr__(self, "labels", _names_of_classes(self.labels))


def _names_of_classes(labels: Any) -> tuple[str, ...]:
    """Return labels as a tuple, of a list or an array as well.

    Raises:
        UsageError: They are not strings, or in no order: of a set, or of a dict's keys.
    """
    is_list = isinstance(labels, Sequence | np.ndarray) and not isinstance(labels, str)
    if not is_list or not all(isinstance(label, str) for label in labels):
        raise UsageError(
            f"ModelCard.labels: not names of classes; expected strings in a list or tuple, as in "
            f"('cat', 'dog'), got {labels!r}. Give one for each class."
        )
    return tuple(str(label) for label in labels)  # str of NumPy's own class of strings


def is_outside(preprocessing: Any) -> bool:
    """Whether a card's preprocessing is layers, and not a declaration."""
    if preprocessing is None:
        return False
    return not isinstance(preprocessing, Mapping) or "kind" not in preprocessing


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What is asked for where encodings are chosen weight by weight.

    Attributes:
        max_change: By how much the outputs may change, by the measure of `artifact.comparison`.
        rules: All that was asked for, in order; those of encoding ``"auto"`` leave the choice.
        data: What the model is run on, one array for each input; `None`: golden inputs.
    """

    max_change: float
    rules: tuple[Rule, ...]
    data: UserInputs | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What `export` was asked for.

    Attributes:
        folder: The artifact's folder.
        writer: The writer's name.
        card: What is known about the model.
        task: Which golden vectors to make.
        plan: How to store the weights.
        check: Called with the complete artifact.
        report: Called with each step.
        format: The artifact's format, or ``"auto"``.
        code: The Python code that a model file may run; `None`: none.
        notify: Called with what the user should know.
        states: Whether what the model keeps from call to call becomes inputs and outputs.
        search: What to choose encodings by before anything else; `None`: the plan says them all.
        examples: Raw examples that the card's golden inputs were prepared from, one array for each
            raw input, the examples first; `None` where nothing is declared of kind ``features``.
        files: Content of further files of the artifact, by name.
    """

    folder: Path
    writer: WriterName
    card: ModelCard
    task: Task
    plan: EncodingPlan
    check: Callable[[Path], None] | None
    report: Progress
    format: FormatName
    code: UserCode | None
    notify: Notify
    states: bool = False
    search: Search | None = None
    examples: Mapping[str, npt.NDArray[Any]] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


def reporting(weights: Iterable[NamedWeight], report: Progress) -> Iterator[NamedWeight]:
    """Yield weights, and report when each has been taken."""
    listed = tuple(weights)
    total, done = sum(weight.value.nbytes for weight in listed), 0
    for weight in listed:
        yield weight
        done += weight.value.nbytes
        report("Writing weights", done, total)


def shapes_by_name(input_shapes: InputShapes | None) -> dict[str, Shape]:
    """Return shapes by the input's name; ``""`` stands for a model's only input."""
    if input_shapes is None:
        return {}
    if isinstance(input_shapes, Mapping):
        return {name: tuple(shape) for name, shape in input_shapes.items()}
    return {"": tuple(input_shapes)}
