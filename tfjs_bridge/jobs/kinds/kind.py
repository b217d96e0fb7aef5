"""The face of every kind of data: its options, and how it is loaded, learnt and reported."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from tfjs_bridge.history import History
    from tfjs_bridge.models.definition import ModelDefinition
    from tfjs_bridge.progress import ProgressCallback
    from tfjs_bridge.training.task import TrainingTask
    from tfjs_bridge.training.teachers import Teachers

AUTO = "auto"
"""The name, known to every kind, of the first dataset that can be had."""

Facts = tuple[tuple[str, str], ...]
"""Rows of a report's table: name and value."""

# Not `class DataKind[Data, Config]`, which Python 3.10 does not know.
Data = TypeVar("Data")
Config = TypeVar("Config")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option that models of one kind of data have.

    Attributes:
        name: As a keyword in Python: ``sequence_length`` is ``--sequence-length``.
        type: ``str``, ``int`` or ``Path``.
        help: One or two sentences.
        default: What applies without the option, in words.
        metavar: How help names the value; empty for one made of the type.
        choices: All values; empty where there are others.
        minimum: The least value of a number.
        is_hyper_parameter: Whether it is a field of the kind's configs, and not a part of the
            request for data.
    """

    name: str
    type: type
    help: str
    default: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    is_hyper_parameter: bool = False

    @property
    def flag(self) -> str:
        """The option as the command line writes it."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """What is to be loaded.

    Attributes:
        dataset: One of the kind's datasets, or `AUTO`.
        data_dir: A folder that holds the dataset's files; `None`: the cache and the mirrors.
        seed: Seed of a split that the dataset itself does not make.
        options: Values of the kind's options, by name, where they were given.
    """

    dataset: str = AUTO
    data_dir: Path | None = None
    seed: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel(Generic[Data, Config]):
    """A model that was trained.

    Attributes:
        definition: Its definition.
        config: Its hyper-parameters.
        keras: The module.
        network: The Keras model.
        data: What it was trained on.
        history: Every epoch's record.
    """

    definition: ModelDefinition
    config: Config
    keras: Any
    network: Any
    data: Data
    history: History


class DataKind(ABC, Generic[Data, Config]):
    """One kind of data.

    Attributes:
        name: What models of this kind read, as in ``ModelDefinition.data``.
        datasets: A few words on each dataset, by its name.
        files: What `DataRequest.data_dir` has to hold, in words.
        options: Options that models of other kinds do not have.
        counts: What reports call the counts of a split, by their keys in metadata.json.
        next_steps: What can be done with an artifact, and the command for it, in which
            ``{program}``, ``{predict}`` and ``{artifact}`` are filled in.
    """

    name: ClassVar[str]
    datasets: ClassVar[Mapping[str, str]]
    files: ClassVar[str]
    options: ClassVar[tuple[Option, ...]] = ()
    counts: ClassVar[Mapping[str, str]]
    next_steps: ClassVar[tuple[tuple[str, str], ...]] = ()

    @abstractmethod
    def load(self, request: DataRequest, progress: ProgressCallback) -> Data:
        """Load a dataset.

        Args:
            request: Its dataset is one of this kind's.
            progress: Called with what is loaded, and with how far downloads are.

        Raises:
            UsageError: The options do not go together.
            DataError: The data is missing or damaged.
        """

    @abstractmethod
    def task(
        self, data: Data, config: Config, *, seed: int, teachers: Teachers | None = None
    ) -> TrainingTask:
        """Return what a model learns from the data.

        Args:
            data: What `load` returned.
            config: Hyper-parameters of this kind's class.
            seed: Seed of the order in each epoch.
            teachers: Networks whose predictions are learnt besides the labels.
        """

    @abstractmethod
    def preprocessing(self, data: Data, config: Config) -> dict[str, Any]:
        """Return how readers of the artifact make inputs: docs/artifact-format.md describes it.

        Args:
            data: What `load` returned.
            config: Hyper-parameters of this kind's class.
        """

    @abstractmethod
    def describe_metrics(self, metrics: Mapping[str, float]) -> str:
        """Return the result of a training in words, without a full stop.

        Args:
            metrics: What the task's `metrics` returned.
        """

    @abstractmethod
    def write_report(
        self, folder: Path, trained: TrainedModel[Data, Config], *, title: str, facts: Facts
    ) -> None:
        """Write a report on a training; one that was there is replaced.

        Args:
            folder: The report's folder.
            trained: The model, its data and its history.
            title: Title of the report.
            facts: Rows of a table.

        Raises:
            UsageError: `folder` holds something else, or matplotlib is not installed.
        """

    def split_facts(self, split: Mapping[str, int | None]) -> Facts:  # noqa: ARG002
        """Return rows on the split for a report, besides its counts."""
        return ()
