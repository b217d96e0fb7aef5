"""Encodings that are chosen weight by weight, in both formats and on each backend of Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.models import branches, seeded_keras
from tfjs_bridge import DataError, ModelCard, UsageError, export
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.manifest import manifest_groups
from tfjs_bridge.artifact.model_json import read_manifest
from tfjs_bridge.convert.frontend.run import run_keras_model


def network(*, sensitive: float = 1.0) -> Any:
    """Three layers; what one of them does is multiplied."""
    keras = seeded_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((12,), name="x"),
            layers.Dense(64, activation="tanh", name="first"),
            layers.Dense(64, activation="tanh", name="second"),
            layers.Dense(32, name="third"),
        ],
        name="network",
    )
    kernel, bias = model.get_layer("second").get_weights()
    # A large value for each channel: all others share what is left of 256 steps.
    kernel[0] = sensitive
    model.get_layer("second").set_weights([kernel, bias])
    return model


def stored(folder: Path) -> dict[str, str]:
    """The encoding of each weight in an artifact, by its name."""
    entries = [
        entry for group in manifest_groups(read_manifest(folder)) for entry in group["weights"]
    ]
    return {
        entry["name"]: entry.get("quantization", {}).get("dtype", entry["dtype"])
        for entry in entries
    }


def measured(model: Any, folder: Path, metadata: Any) -> float:
    """How far the golden outputs are from those of Keras in float32, for the golden inputs."""
    golden = read_golden(folder, metadata.golden)
    outputs = run_keras_model(model, [tensor.value for tensor in golden.inputs])
    return max(difference(a.value, b) for a, b in zip(golden.outputs, outputs, strict=True))


@pytest.mark.parametrize("kind", ["layers", pytest.param("graph", marks=pytest.mark.needs("jax"))])
@pytest.mark.parametrize(
    ("sensitive", "expected"), [(1.0, "uint8"), (40.0, "float16")], ids=["even", "large values"]
)
def test_the_bound_is_kept_by_the_artifact(
    tmp_path: Path, kind: Any, sensitive: float, expected: str
) -> None:
    """And only the weight that is sensitive is larger; the model is as it was.

    float16 holds a large value and small ones better than steps of one size do.
    """
    model, said = network(sensitive=sensitive), []
    before = [np.array(value) for value in model.get_weights()]
    given = np.random.default_rng(0).random((8, 12), dtype=np.float32)
    metadata = export(
        model,
        tmp_path / "out",
        format=kind,
        quantize="auto",
        max_change=0.06,
        card=ModelCard(golden_inputs=[given], golden_source="drawn here"),
        notify=lambda topic, text: said.append((topic, text)),
    )
    found = stored(tmp_path / "out")
    kernels = [name for name, encoding in found.items() if encoding != "float32"]
    assert sorted(found[name] for name in kernels) == sorted(["uint8", "uint8", expected])
    assert 0 < measured(model, tmp_path / "out", metadata) <= 0.06
    (text,) = [text for topic, text in said if topic == "encodings"]
    assert ("second/kernel: float16, since uint8 alone" in text) is (expected == "float16")
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """As for every export."""
    model = network(sensitive=40.0)
    for name in ("a", "b"):
        export(model, tmp_path / name, quantize="auto", max_change=0.005)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_nothing_may_change(tmp_path: Path) -> None:
    """Then the artifact is that of float32."""
    export(network(), tmp_path / "out", quantize="auto", max_change=0)
    assert set(stored(tmp_path / "out").values()) == {"float32"}


def test_data_decides_where_it_is_given(tmp_path: Path) -> None:
    """Inputs of which the model makes nothing let every weight be small."""
    model = network(sensitive=40.0)
    data = {"x": np.zeros((50, 12), np.float32)}
    export(model, tmp_path / "out", quantize=["auto"], max_change=1e-6, data=data)
    assert list(stored(tmp_path / "out").values()).count("uint8") == 3


def test_rules_of_the_user_are_kept(tmp_path: Path) -> None:
    """The last that matches a weight decides, and the rest is chosen."""
    rules = ["float16:third/*", "auto:second/*"]
    export(network(), tmp_path / "out", quantize=rules, max_change=0.1)
    found = stored(tmp_path / "out")
    assert found["third/kernel"] == "float16"
    assert found["second/kernel"] == "uint8"
    assert found["first/kernel"] == "float32"


def test_several_inputs_and_outputs(tmp_path: Path) -> None:
    """All of them keep the bound."""
    model = branches()
    metadata = export(model, tmp_path / "out", quantize="auto", max_change=0.01)
    assert measured(model, tmp_path / "out", metadata) <= 0.01
    assert metadata.golden.source == "random, numpy default_rng(0)"


def test_golden_inputs_of_the_user_are_kept(tmp_path: Path) -> None:
    """With where they are from."""
    given = np.linspace(-1, 1, 36, dtype=np.float32).reshape(3, 12)
    card = ModelCard(golden_inputs=[given], golden_source="a line")
    metadata = export(network(), tmp_path / "out", quantize="auto", card=card)
    golden = read_golden(tmp_path / "out", metadata.golden)
    np.testing.assert_array_equal(golden.inputs[0].value, given)
    assert golden.source == "a line"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_change": 0.1}, "max_change: says how encodings are chosen"),
        ({"quantize": "uint8", "data": [np.zeros((1, 12))]}, "data: says how encodings are chosen"),
        ({"quantize": "auto", "max_change": -0.1}, "max_change -0.1: not a bound"),
        ({"quantize": "auto", "max_change": float("nan")}, "max_change nan: not a bound"),
        ({"quantize": "auto", "max_change": "1"}, "max_change '1': not a bound"),
        ({"quantize": "auto:"}, "quantize 'auto:': the pattern is missing"),
        ({"quantize": "auto:*/kernels"}, "matches none of the model's weights"),
        ({"quantize": "auto", "data": [np.zeros((2, 3), "f4")]}, "data: the array for input 'x'"),
        ({"quantize": "auto", "data": {"a": np.zeros(1), "b": np.zeros(1)}}, "data: expected one"),
    ],
)
def test_what_cannot_be_asked_for(tmp_path: Path, arguments: dict[str, Any], message: str) -> None:
    """It is said, and nothing is written."""
    with pytest.raises(UsageError, match=message.replace("*", r"\*")):
        export(network(), tmp_path / "out", **arguments)
    assert not (tmp_path / "out").exists()


def test_outputs_that_are_not_numbers(tmp_path: Path) -> None:
    """Their change cannot be measured."""
    data = [np.full((2, 12), np.nan, np.float32)]
    with pytest.raises(DataError, match="quantize 'auto': Keras gives NaN or infinite values"):
        export(network(), tmp_path / "out", quantize="auto", data=data)


def test_a_model_without_large_weights(tmp_path: Path) -> None:
    """Nothing is chosen, and it is exported as it is."""
    keras = seeded_keras()
    model = keras.Sequential([keras.Input((3,), name="x"), keras.layers.Dense(2)], name="small")
    said: list[str] = []
    export(model, tmp_path / "out", quantize="auto", notify=lambda _, text: said.append(text))
    assert said[0] == "no weight is large enough for an encoding: all stay as they are"
