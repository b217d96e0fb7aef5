"""A training and its export: what is asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Quantize, plan_for
from tfjs_bridge.errors import UsageError
from tfjs_bridge.jobs.kinds.kind import AUTO, DataKind, DataRequest
from tfjs_bridge.jobs.kinds.registry import KINDS, kind_of
from tfjs_bridge.jobs.values import check_choice, check_number, check_option, check_whole
from tfjs_bridge.models.definition import (
    DEFAULT_RECIPE,
    SMALL_DATA_RECIPE,
    Backend,
    ModelDefinition,
    TrainingConfig,
    changed,
)

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.export import WriterName
    from tfjs_bridge.history import History
    from tfjs_bridge.training.process_group import ProcessGroup
    from tfjs_bridge.verification.parity import Parity

LARGEST_SEED: Final = 2**32 - 1
"""NumPy, TensorFlow and JAX all take seeds of 32 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequest:
    """What a caller asks for; `None` leaves the choice to the job.

    Attributes:
        model: The model's name.
        out: The artifact's folder; `None`: ``exported/MODEL``.
        recipe: The recipe's name; `None`: the one that suits the data.
        settings: Hyper-parameters and options of the kind of data, by name; `None` counts as not
            given.
        seed: Seed of weights, order and split.
        dataset: One of the kind's datasets, or ``auto``.
        data_dir: A folder that holds the dataset's files.
        backend: Keras's backend; `None`: the model's fastest that is installed.
        resume: Whether to continue an interrupted training of `out`.
        group: The processes that train together; `None`: this one alone.
        teachers: Files of networks to learn from.
        quantize: How weights are stored; `None`: float32.
        writer: What writes model.json and the shards; `None`: the best that is installed.
        verify: Whether to compare with Keras in Node; `None`: where there is Node.js.
    """

    model: str
    out: Path | None = None
    recipe: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 1
    dataset: str = AUTO
    data_dir: Path | None = None
    backend: Backend | None = None
    resume: bool = False
    group: ProcessGroup | None = None
    teachers: Sequence[Path] = ()
    quantize: Quantize | None = None
    writer: WriterName | None = None
    verify: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done: a request that was checked, with all choices made.

    Attributes:
        definition: The model to train.
        config: Its hyper-parameters.
        recipe: Name of the recipe that they are from.
        small_data: The hyper-parameters for a small dataset; `None` where a recipe was asked for,
            or the model has none for it.
        seed: Seed of weights, order and split.
        out: The artifact's folder.
        data: What to train on.
        backend: Keras's backend.
        missing: The model's own backend, where none was asked for and that one is not installed.
        resume: Whether to continue an interrupted training of `out`.
        group: The processes that train together.
        teachers: Files of networks to learn from.
        plan: How weights are stored.
        writer: What writes model.json and the shards; `None`: the best that is installed.
        verify: Whether to compare with Keras in Node; `None`: where there is Node.js.
    """

    definition: ModelDefinition
    config: TrainingConfig
    recipe: str
    small_data: TrainingConfig | None
    seed: int
    out: Path
    data: DataRequest
    backend: Backend
    missing: Backend | None
    resume: bool
    group: ProcessGroup
    teachers: tuple[Path, ...]
    plan: EncodingPlan
    writer: WriterName | None
    verify: bool | None

    @property
    def kind(self) -> DataKind[Any, Any]:
        """The kind of data that the model is trained on."""
        return kind_of(self.definition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a job.

    Attributes:
        artifact: The artifact's folder.
        keras_file: The Keras model.
        report: The folder of the report; `None` where matplotlib is not installed.
        training: The `training` part of the artifact's metadata.
        history: Every epoch's record, and which one was the best.
        metadata: The artifact's metadata.
        parity: The proof; `None` where nothing was compared.
    """

    artifact: Path
    keras_file: Path
    report: Path | None
    training: dict[str, Any]
    history: History
    metadata: Metadata
    parity: Parity | None

    @property
    def metrics(self) -> dict[str, float]:
        """Results by name, losses in nats."""
        return dict(self.training["metrics"])


def make_job(request: JobRequest) -> Job:
    """Return a job, with everything settled that was not asked for.

    Raises:
        UsageError: There is no such model, recipe, setting or backend, or a value is out of its
            range.
    """
    from tfjs_bridge.models.registry import find_model
    from tfjs_bridge.training.process_group import ALONE
    from tfjs_bridge.training.start import choose_backend

    definition = find_model(request.model)
    config = definition.config(request.recipe or DEFAULT_RECIPE)
    options, changes = _sorted_settings(definition, request.settings)
    if request.teachers:
        # The teachers' predictions are probabilities, and so are the targets then.
        changes["loss"] = "categorical_crossentropy"
    # Which of the two applies is known only when the data is loaded.
    small = definition.recipes.get(SMALL_DATA_RECIPE) if request.recipe is None else None
    _check_values(request, changes)
    backend = choose_backend(request.backend, definition)
    is_substitute = request.backend is None and backend != definition.backend
    return Job(
        definition=definition,
        config=changed(config, definition.name, **changes),
        recipe=request.recipe or DEFAULT_RECIPE,
        small_data=None if small is None else changed(small, definition.name, **changes),
        seed=request.seed,
        # Where `tfjs-bridge serve` looks for artifacts.
        out=request.out or Path("exported") / definition.name,
        data=DataRequest(
            dataset=request.dataset,
            data_dir=request.data_dir,
            seed=request.seed,
            options=options,
        ),
        backend=backend,
        missing=definition.backend if is_substitute else None,
        resume=request.resume,
        group=request.group or ALONE,
        teachers=tuple(request.teachers),
        plan=plan_for(request.quantize),
        writer=request.writer,
        verify=request.verify,
    )


def _check_named(quantize: Quantize | None) -> None:
    """Refuse to choose encodings: what is measured and saved has to be what is exported."""
    from tfjs_bridge.artifact.encodings.names import AUTO as CHOSEN
    from tfjs_bridge.convert.encodings.asked import plan_asked

    plan = quantize if isinstance(quantize, EncodingPlan) else plan_asked(quantize)
    if any(rule.encoding == CHOSEN for rule in plan.rules):
        raise UsageError(
            "--quantize auto: looks at a network that is trained; expected an encoding's name, got "
            "'auto'. Train without it, then export the .keras file that this writes, with "
            "--quantize auto."
        )


def _check_values(request: JobRequest, changes: Mapping[str, Any]) -> None:
    """Refuse what a caller in Python can pass, and the command line cannot."""
    from tfjs_bridge.convert.export import WRITERS

    _check_named(request.quantize)
    check_whole("--seed", request.seed, 0, LARGEST_SEED)
    for name in ("epochs", "batch_size"):
        check_whole("--" + name.replace("_", "-"), changes.get(name, 1), 1)
    check_number("--learning-rate", changes.get("learning_rate", 0))
    check_choice("--writer", request.writer, WRITERS)
    check_choice("--backend", request.backend, get_args(Backend))


def _sorted_settings(
    definition: ModelDefinition, settings: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the options that say what is loaded, and the hyper-parameters."""
    # The command line passes every option that it has, `None` where it was not given.
    given = {name: value for name, value in settings.items() if value is not None}
    loading: dict[str, Any] = {}
    # Of all kinds, so that an option of another kind is refused by its name.
    for kind in KINDS.values():
        for option in kind.options:
            if option.name not in given:
                continue
            check_option(option, given[option.name])
            # It stays among those that `changed` checks against the config's fields.
            if option.is_hyper_parameter:
                continue
            if kind is not kind_of(definition):
                raise UsageError(
                    f"{option.flag} {given[option.name]}: model '{definition.name}' reads "
                    f"{definition.data}; expected it for a model of {kind.name} only. Leave it out."
                )
            loading[option.name] = given.pop(option.name)
    return loading, given
