"""Keras files: parts, and what an export would do with each of them, before it is exported."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.inspection.document import ExportPlan, Inspection, Part
from tfjs_bridge.inspection.inspect import inspect
from tfjs_bridge.inspection.saved.opening import by_layer
from tfjs_bridge.inspection.saved.plans import REFUSED_IN_GRAPH

# Keras fills arrays with whatever is in memory, to learn shapes on its numpy backend; the layers of
# users that are tried here compute with that.
pytestmark = pytest.mark.filterwarnings("ignore:(overflow|invalid value) encountered")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def keras() -> Any:
    return seeded_keras()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "m.keras"


def saved(model: Any, file: Path) -> dict[str, Part]:
    """Save a model, and return its parts by id."""
    model.save(file)
    return parts_of(inspect(file))


def parts_of(found: Inspection) -> dict[str, Part]:
    return {part.id: part for part in found.parts}


def plan_of(part: Part) -> ExportPlan:
    assert part.export is not None
    return part.export


def words(part: Part) -> tuple[str, str]:
    plan = plan_of(part)
    return plan.layers, plan.graph


def test_each_layer_has_its_treatment(keras: Any, file: Path) -> None:
    """As the translation has it, with the settings at hand: not the table's word for the class."""
    layers, ops = keras.layers, keras.ops
    x = keras.Input((8, 8, 3), name="x")
    y = layers.Conv2D(4, 3, name="conv")(x)
    y = layers.Conv2D(4, 3, groups=2, name="grouped")(y)
    y = layers.RandomFlip(name="flip")(y)
    y = layers.Flatten(name="flat")(y)
    y = ops.sort(layers.Dense(5, name="dense")(y))
    parts = saved(keras.Model(x, y, name="m"), file)
    assert words(parts["conv"]) == ("exact", "exact")
    assert words(parts["grouped"]) == ("rewritten", "exact")
    assert plan_of(parts["grouped"]).reason.startswith("becomes ")
    assert words(parts["flip"]) == ("dropped", "exact")
    assert words(parts["sort"]) == ("refused", "exact")
    assert "cannot order" in plan_of(parts["sort"]).reason
    assert parts["sort"].kind == "Sort"
    assert parts["grouped"].multiply_adds == 4 * 4 * 4 * 9 * 2
    assert parts["conv"].outputs[0].shape == (None, 6, 6, 4)
    assert parts["dense"].inputs == ("flat",)


def test_shared_and_nested_models_count_weights_once(keras: Any, file: Path) -> None:
    layers = keras.layers
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(4, name="d")], name="inner")
    x = keras.Input((4,), name="x")
    model = keras.Model(x, layers.Add(name="sum")([inner(inner(x)), x]), name="m")
    parts = saved(model, file)
    assert list(parts) == ["x", "inner/d", "sum"]
    assert parts["inner/d"].inputs == ("x", "inner/d")
    assert parts["inner/d"].multiply_adds == 32
    found = inspect(file)
    assert (found.parameters, found.weight_bytes) == (20, 80)
    assert [weight.name for weight in found.parts[1].weights] == ["d/kernel", "d/bias"]
    assert found.source.written_by == f"Keras {keras.__version__}"


def test_open_lengths_stay_open(keras: Any, file: Path) -> None:
    layers = keras.layers
    x = keras.Input((None,), dtype="int32", name="x")
    y = layers.LSTM(3, name="lstm")(layers.Embedding(10, 4, name="table")(x))
    parts = saved(keras.Model(x, layers.Dense(2, name="dense")(y), name="m"), file)
    assert parts["table"].outputs[0].shape == (None, None, 4)
    assert (parts["lstm"].multiply_adds, parts["dense"].multiply_adds) == (None, 6)
    assert words(parts["lstm"]) == ("exact", "exact")


def test_lambdas_are_never_run(keras: Any, file: Path, tmp_path: Path) -> None:
    """Shapes behind one come from the file; graph could hold it, once it may run."""
    layers = keras.layers
    proof = tmp_path / "was run"
    code = f"lambda t: t if open({str(proof)!r}, 'w') is None else t * 2"
    x = keras.Input((4,), name="x")
    y = layers.Lambda(eval(code), output_shape=(4,), name="own")(layers.Dense(4, name="a")(x))  # noqa: S307
    model = keras.Model(x, layers.Dense(2, name="b")(y), name="m")
    model.save(file)
    proof.unlink(missing_ok=True)
    parts = parts_of(inspect(file))
    assert not proof.exists()
    assert words(parts["own"]) == ("refused", "unknown")
    assert "--run-code" in plan_of(parts["own"]).reason
    assert words(parts["b"]) == ("exact", "exact")
    assert parts["b"].parameters == 10
    assert parts["b"].outputs[0].shape == (None, 2)


@pytest.fixture
def own_layer(keras: Any) -> Any:
    """A class of the user's, which is gone when its file is inspected."""

    class Scale(keras.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.own = self.add_weight(shape=(shape[-1],), name="own")

        def call(self, x: Any) -> Any:
            return x * self.own

    return Scale


@pytest.mark.parametrize("name", ["m.keras", "m.h5"])
def test_classes_of_the_user_have_their_weights(
    keras: Any, own_layer: Any, tmp_path: Path, name: str
) -> None:
    layers = keras.layers
    x = keras.Input((4,), name="x")
    y = own_layer(name="own")(layers.Dense(3, name="a")(x))
    parts = saved(keras.Model(x, layers.Dense(2, name="b")(y), name="m"), tmp_path / name)
    assert (parts["own"].kind.rpartition(">")[2], parts["own"].parameters) == ("Scale", 3)
    assert words(parts["own"]) == ("refused", "unknown")
    assert parts["own"].multiply_adds is None
    assert words(parts["a"]) == ("exact", "exact")
    assert parts["b"].inputs == ("own",)


def test_models_in_python_are_told_by_their_weights(keras: Any, file: Path) -> None:
    class Own(keras.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = keras.layers.Dense(3, name="inside")

        def call(self, x: Any) -> Any:
            return self.dense(x)

    model = Own(name="own")
    model(keras.ops.zeros((1, 4)))
    model.save(file)
    found = inspect(file)
    (part,) = found.parts
    assert (part.name, part.parameters, words(part)) == ("inside", 15, ("refused", "unknown"))
    assert "Python code" in found.warnings[0]
    assert found.parameters == 15


def test_mixed_precision_is_told(keras: Any, file: Path) -> None:
    dtype = keras.DTypePolicy("mixed_float16")
    x = keras.Input((4,), name="x")
    model = keras.Model(x, keras.layers.Dense(2, dtype=dtype, name="a")(x), name="m")
    model.save(file)
    found = inspect(file)
    assert "computes in float16" in found.warnings[0]
    assert words(parts_of(found)["a"]) == ("exact", "exact")


def test_settings_that_a_layer_cannot_have_are_refused(keras: Any, file: Path) -> None:
    """Where the class is fine: only the real translation can tell."""
    x = keras.Input((None, None, 2), name="x")
    model = keras.Model(x, keras.layers.AdaptiveAveragePooling2D(2, name="pool")(x), name="m")
    parts = saved(model, file)
    assert words(parts["pool"]) == ("refused", "unknown")
    assert "--input-shape" in plan_of(parts["pool"]).reason


def test_weights_of_another_model_are_damage(keras: Any, file: Path, tmp_path: Path) -> None:
    """What the configuration says is told all the same."""
    import zipfile

    models = {
        name: keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, name="d")])
        for name, units in (("a", 2), ("b", 3))
    }
    for name, model in models.items():
        model.save(tmp_path / f"{name}.keras")
    with zipfile.ZipFile(tmp_path / "a.keras") as a, zipfile.ZipFile(tmp_path / "b.keras") as b:
        contents = {one: (b if one.endswith(".h5") else a).read(one) for one in a.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    found = inspect(file)
    assert "do not fit it" in found.faults[0]
    assert parts_of(found)["d"].outputs[0].shape == (None, 2)


def test_files_that_are_cut_off_are_refused(keras: Any, file: Path, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    for name in ("m.keras", "m.h5"):
        model.save(tmp_path / name)
        cut = (tmp_path / name).read_bytes()[:-2000]
        (tmp_path / name).write_bytes(cut)
        with pytest.raises(ArtifactError, match="not a whole"):
            inspect(tmp_path / name)


@pytest.mark.needs("tensorflow")  # Keras looks words up on it alone
def test_lookups_are_declared_in_front_of_the_network(keras: Any, file: Path) -> None:
    """Strings among them: the network takes what they give."""
    layers = keras.layers
    x = keras.Input((1,), dtype="string", name="city")
    lookup = layers.StringLookup(vocabulary=["a", "b"], output_mode="one_hot", name="lookup")
    parts = saved(keras.Model(x, layers.Dense(2, name="dense")(lookup(x)), name="m"), file)
    assert words(parts["city"]) == words(parts["lookup"]) == ("rewritten", "exact")
    assert "declared" in plan_of(parts["lookup"]).reason
    assert words(parts["dense"]) == ("exact", "exact")
    assert parts["dense"].parameters == 8


def test_other_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "saved_model.pb").write_bytes(b"")
    with pytest.raises(ArtifactError, match="SavedModel"):
        inspect(tmp_path)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello", "utf-8")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    for name in ("text", "other.json", "nowhere", "."):
        with pytest.raises(ArtifactError, match="expected"):
            inspect(tmp_path / name)


def test_files_are_read_without_their_values(keras: Any, file: Path) -> None:
    """A folder for a `.keras` file's weights is gone afterwards, and the file as it was."""
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="d")])
    model.save(file)
    before = file.read_bytes()
    shutil.copy(file, file.with_suffix(".copy"))
    assert inspect(file.with_suffix(".copy")).parameters == 10
    assert file.read_bytes() == before


def test_operations_that_no_graph_holds_are_those_of_the_table() -> None:
    """docs/operations.md is measured: what it refuses of an operation in a model is known here."""
    from tfjs_bridge.convert.layers_model.handlers import refused

    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \| refused ", page, re.MULTILINE)
    by_name = {name.removeprefix("ops.").lower(): name for name in refused() if "ops." in name}
    known = {by_name[name.replace("_", "")] for name in listed if name.replace("_", "") in by_name}
    in_no_format = {name for name, one in refused().items() if not one.in_graph}
    assert known - in_no_format == set(REFUSED_IN_GRAPH)


def test_refusals_are_sorted_by_the_layers_they_name() -> None:
    reasons, others = by_layer(
        [
            "layer 'a' (Dense): holds x. Do y.",
            "layers 'b', 'c' and 'd' (Dense): each holds z. Do y.",
            "model: nothing.",
        ]
    )
    assert reasons == {
        "a": ["holds x. Do y."],
        **{name: ["holds z. Do y."] for name in "bcd"},
    }
    assert others == ["model: nothing."]
