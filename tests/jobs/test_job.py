"""What a job is made of, and what is refused before anything is loaded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tfjs_bridge.errors import UsageError
from tfjs_bridge.jobs.checks import check_job
from tfjs_bridge.jobs.job import Job, JobRequest, make_job
from tfjs_bridge.jobs.kinds.digits import DIGITS
from tfjs_bridge.jobs.kinds.kind import DataKind
from tfjs_bridge.jobs.kinds.registry import KINDS, kind_of
from tfjs_bridge.jobs.kinds.text import TEXT
from tfjs_bridge.models.definition import DigitsConfig, TextConfig
from tfjs_bridge.models.registry import all_models


def job(model: str, **asked: Any) -> Job:
    """A job with nothing asked for but this."""
    return make_job(JobRequest(model=model, **asked))


def test_what_is_not_asked_for_is_settled() -> None:
    """By the model, and its recipes."""
    made = job("cnn")
    assert (made.out, made.recipe, made.kind) == (Path("exported/cnn"), "tutorial", DIGITS)
    assert made.small_data == made.definition.recipes["small-data"]
    assert (made.data.dataset, made.data.options, made.group.is_alone) == ("auto", {}, True)
    assert job("cnn", recipe="best").small_data is None


@pytest.mark.needs("jax")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(None, True, id="nothing asked for"),
        pytest.param("jax", False, id="asked for"),
    ],
)
def test_another_backend_than_the_model_s_is_told(
    asked: str | None, told: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where TensorFlow is not installed, as on Python 3.14, it trains on JAX."""
    monkeypatch.setitem(sys.modules, "tensorflow", None)  # as if it were not there
    made = job("cnn", backend=asked, out=tmp_path / "cnn", writer="bridge", verify=False)
    assert made.backend == "jax"
    events: list[object] = []
    check_job(made, events.append)
    text = "tensorflow is not installed here, so the model is trained on jax."
    assert (text in map(str, events)) == told


def test_settings_go_where_they_belong() -> None:
    """Hyper-parameters to the config, whatever their name; options of the data to the request."""
    settings = {"epochs": 3, "units": 8, "alphabet": "alnum", "corpus": "text.txt", "layers": None}
    made = job("char-lstm", settings=settings)
    assert isinstance(made.config, TextConfig)
    assert (made.config.epochs, made.config.units, made.config.layers) == (3, 8, 1)
    assert made.data.options == {"alphabet": "alnum", "corpus": "text.txt"}
    small = job("mlp", settings={"epochs": 2}).small_data
    assert small is not None
    assert small.epochs == 2


def test_teachers_need_targets_that_are_probabilities() -> None:
    """For the recipe, and for that of small data."""
    made = job("cnn", teachers=[Path("a.keras")])
    assert made.small_data is not None
    assert made.config.loss == made.small_data.loss == "categorical_crossentropy"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"settings": {"epochs": 0}}, "--epochs: out of range", id="epochs"),
        pytest.param({"settings": {"epochs": True}}, "from 1, got True", id="bool"),
        pytest.param({"settings": {"epochs": "3"}}, "from 1, got '3'", id="text"),
        pytest.param({"settings": {"batch_size": 2.5}}, "--batch-size: out of", id="part"),
        pytest.param({"settings": {"learning_rate": -1}}, "--learning-rate: out of", id="rate"),
        pytest.param({"settings": {"learning_rate": float("nan")}}, "got nan", id="nan"),
        pytest.param({"seed": -1}, "--seed: out of range; expected .* 0 to 4294967295", id="seed"),
        pytest.param({"seed": 2**32}, "--seed: out of range", id="large seed"),
        pytest.param({"backend": "torch"}, "--backend torch: not known", id="backend"),
        pytest.param({"writer": "other"}, "--writer other: not known", id="writer"),
        pytest.param({"quantize": "int3"}, "quantize 'int3': not known", id="quantize"),
        pytest.param(
            {"quantize": ["auto:*/kernel"]},
            "--quantize auto: looks at a network that is trained",
            id="quantize auto",
        ),
        pytest.param(
            {"settings": {"alphabet": "alnum"}},
            "--alphabet alnum: model 'cnn' reads digits; expected it for a model of text only",
            id="other kind",
        ),
        pytest.param(
            {"settings": {"sequence_length": 5}},
            "--sequence-length: model 'cnn' has no such setting; expected one of epochs, ",
            id="other kind's hyper-parameter",
        ),
        pytest.param({"settings": {"warmup": "x"}}, "--warmup: wrong type; .* float", id="type"),
        pytest.param({"settings": {"warmup": True}}, "expected float, got True", id="switch"),
        pytest.param({"settings": {"batch_normalization": 1}}, "expected bool", id="no switch"),
        pytest.param({"settings": {"schedule": "steps"}}, "schedule: not known", id="schedule"),
        pytest.param({"settings": {"unit": 5}}, "--unit: model 'cnn' has no such", id="unknown"),
    ],
)
def test_values_out_of_range_are_refused(asked: dict[str, Any], message: str) -> None:
    """Python callers can pass what the command line's parser refuses."""
    with pytest.raises(UsageError, match=message):
        job("cnn", **asked)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            {"alphabet": "greek"}, "greek: not known; expected full or alnum", id="choice"
        ),
        pytest.param({"sequence_length": 0}, "--sequence-length: out of range", id="range"),
        pytest.param({"corpus": 5}, "--corpus: expected a text or a path, got 5", id="path"),
    ],
)
def test_options_of_a_kind_are_checked(settings: dict[str, Any], message: str) -> None:
    """By what the kind says of them."""
    with pytest.raises(UsageError, match=message):
        job("char-lstm", settings=settings)


def test_every_model_has_a_kind_whose_configs_are_its_own() -> None:
    """The name in its definition is that of a kind."""
    configs = {DIGITS.name: DigitsConfig, TEXT.name: TextConfig}
    for definition in all_models().values():
        kind = kind_of(definition)
        for config in definition.recipes.values():
            assert isinstance(config, configs[kind.name])


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_says_all_that_help_shows(kind: DataKind[Any, Any]) -> None:
    """And no two kinds share the name of a dataset or an option."""
    others = [other for other in KINDS.values() if other is not kind]
    assert kind.datasets
    assert all(kind.datasets.values())
    assert kind.files
    assert not kind.datasets.keys() & {name for other in others for name in other.datasets}
    names = {option.name for option in kind.options}
    assert not names & {option.name for other in others for option in other.options}
    assert all(len(option.help) > 8 for option in kind.options)


def test_results_are_described() -> None:
    """In the words of the kind."""
    assert DIGITS.describe_metrics({"test_accuracy": 0.9853, "test_loss": 0.04481}) == (
        "Test accuracy 98.53% (loss 0.0448)"
    )
    assert TEXT.describe_metrics({"validation_accuracy": 0.5, "validation_loss": 1.4}) == (
        "Validation loss 1.4000 nats per character (accuracy 50.00%)"
    )
    assert DIGITS.split_facts({}) == ()
    assert TEXT.split_facts({"validation_window": 1000}) == (
        ("Validation", "in windows of 1,000 characters, each from an empty state"),
    )
