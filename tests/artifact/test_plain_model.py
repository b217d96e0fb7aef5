"""Anybody's TensorFlow.js models: files of several shapes and releases, and those that lie."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.artifact.plain_model import read_plain_model, snake_keys
from tfjs_bridge.errors import ArtifactError

LAYERS = {"class_name": "Sequential", "config": {"name": "net", "layers": []}}
KERNEL = np.arange(6, dtype="<f4").reshape(2, 3)


def write(folder: Path, groups: Any, topology: Any = LAYERS, **more: Any) -> Path:
    """Write a model.json; the shards are the caller's."""
    folder.mkdir(exist_ok=True)
    content = {"modelTopology": topology, "weightsManifest": groups, **more}
    (folder / "model.json").write_text(json.dumps(content), "utf-8")
    return folder


def group(*entries: Any, paths: Any = ("weights.bin",)) -> dict[str, Any]:
    return {"paths": list(paths), "weights": list(entries)}


def entry(name: str, shape: Any, dtype: Any = "float32", **more: Any) -> dict[str, Any]:
    return {"name": name, "shape": shape, "dtype": dtype, **more}


def test_shards_of_any_names_and_groups_are_joined(tmp_path: Path) -> None:
    """One weight lies across two files, one of them in a subfolder, as downloads:// names them."""
    data = KERNEL.tobytes() + np.int32(7).tobytes()
    folder = write(
        tmp_path / "m",
        [
            group(
                entry("a/kernel", [2, 3]),
                entry("a/step", [], "int32"),
                paths=["./z.weights.bin", "sub/a.bin"],
            ),
            group(entry("b/flag", [2], "bool"), paths=["b.bin"]),
        ],
    )
    (folder / "sub").mkdir()
    (folder / "z.weights.bin").write_bytes(data[:10])
    (folder / "sub" / "a.bin").write_bytes(data[10:])
    (folder / "b.bin").write_bytes(b"\x00\x02")
    model = read_plain_model(folder)
    np.testing.assert_array_equal(model.values("a/kernel"), KERNEL)
    assert model.values("a/step") == 7
    assert model.values("b/flag").tolist() == [False, True]
    assert list(model.entries) == ["a/kernel", "a/step", "b/flag"]


@pytest.mark.parametrize(
    ("dtype", "stored", "quantization", "expected"),
    [
        ("float32", [0, 255], {"dtype": "uint8", "scale": 0.1, "min": -1}, [-1.0, 24.5]),
        ("float32", [0, 65535], {"dtype": "uint16", "scale": 2.0, "min": 1.5}, [1.5, 131071.5]),
        ("int32", [0, 5], {"dtype": "uint8", "scale": 0.5, "min": -3}, [-3, 0]),  # -0.5: up
    ],
)
def test_quantized_weights_are_decoded(
    tmp_path: Path,
    dtype: str,
    stored: list[int],
    quantization: dict[str, Any],
    expected: list[float],
) -> None:
    """As decodeWeight does: float32 in double precision and rounded once, int32 by Math.round."""
    folder = write(tmp_path / "m", [group(entry("w", [2], dtype, quantization=quantization))])
    code = "<B" if quantization["dtype"] == "uint8" else "<H"
    (folder / "weights.bin").write_bytes(b"".join(struct.pack(code, value) for value in stored))
    values = read_plain_model(folder).values("w")
    assert values.dtype.name == dtype
    np.testing.assert_array_equal(values, np.array(expected, dtype))


def test_float16_and_strings_are_decoded(tmp_path: Path) -> None:
    """A string lies behind its length; what follows it is found."""
    half = {"dtype": "float16", "original_dtype": "float32"}
    folder = write(
        tmp_path / "m", [group(entry("s", [2], "string"), entry("h", [2], quantization=half))]
    )
    texts = b"\x02\x00\x00\x00ab\x00\x00\x00\x00"
    (folder / "weights.bin").write_bytes(texts + np.array([0.5, -2], "<f2").tobytes())
    model = read_plain_model(folder)
    assert model.values("s").tolist() == [b"ab", b""]
    assert model.values("h").tolist() == [0.5, -2.0]
    assert model.entries["h"].encoding == "float16"


@pytest.mark.parametrize(
    ("topology", "kind"),
    [
        (LAYERS, "layers-model"),
        ({"keras_version": "2.4", "model_config": LAYERS}, "layers-model"),
        ({"className": "Model", "config": {"inputLayers": []}}, "layers-model"),
        ({"node": [], "versions": {}}, "graph-model"),
    ],
)
def test_every_kind_of_topology_is_known(tmp_path: Path, topology: Any, kind: str) -> None:
    """Bare or wrapped, in snake case or camel case; a `format` is not asked for."""
    model = read_plain_model(write(tmp_path / "m", None, topology))
    assert model.format == kind
    if kind == "layers-model":
        assert {"class_name", "config"} <= model.topology.keys()


def test_keys_of_layers_that_are_names_stay() -> None:
    assert snake_keys({"batchInputShape": [{"dtype": 1}], "Dense_A": 1, "myLayer": 2}) == {
        "batch_input_shape": [{"dtype": 1}],
        "Dense_A": 1,
        "my_layer": 2,
    }


def test_the_json_file_may_have_any_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", None, generatedBy="TensorFlow.js tfjs-layers v1.3.1")
    (folder / "model.json").rename(folder / "my-model.json")
    model = read_plain_model(folder / "my-model.json")
    assert (model.generated_by, model.converted_by) == ("TensorFlow.js tfjs-layers v1.3.1", None)


def test_teachable_machine_is_recognized(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", None)
    about = {"packageName": "@teachablemachine/image", "labels": ["a", "b"], "imageSize": 224}
    (folder / "metadata.json").write_text(json.dumps(about), "utf-8")
    model = read_plain_model(folder)
    assert not model.is_ours
    assert model.teachable_machine is not None
    assert model.teachable_machine.labels == ("a", "b")
    assert (model.teachable_machine.kind, model.teachable_machine.image_size) == ("image", 224)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        pytest.param([group(paths=["../x.bin"])], "outside of the model's folder", id="up"),
        pytest.param([group(paths=["a/../../x"])], "outside of the model's folder", id="up later"),
        pytest.param([group(paths=["/etc/passwd"])], "outside", id="absolute"),
        pytest.param([group(paths=["C:/x"])], "not a path", id="drive"),
        pytest.param([group(paths=["a\\x"])], "not a path", id="backslash"),
        pytest.param([group(paths=["https://x/y"])], "not a path", id="address"),
        pytest.param([group(paths=[""])], "not a path", id="empty"),
        pytest.param([group(paths=["."])], "outside", id="dot"),
        pytest.param([group(paths=[7])], "not a path", id="number"),
        pytest.param([group(paths=["a", "./a"])], "the shard 'a' twice", id="shard twice"),
        pytest.param([group(entry("w", [0]), entry("w", [0]))], "the weight 'w' twice", id="twice"),
        pytest.param([group(entry("w", [True]))], "with shape", id="bool size"),
        pytest.param([group(entry("w", [-1]))], "with shape", id="negative"),
        pytest.param([group(entry("w", [0, 10**30]))], "impossible shape", id="huge"),
        pytest.param([group(entry("w", [1] * 64))], "impossible shape", id="axes"),
        pytest.param([group(entry("w", [1], "int64"))], "dtype 'int64'", id="dtype"),
        pytest.param([group(entry("w", [1], ["x"]))], "dtype ['x']", id="dtype list"),
        pytest.param([group(entry("w", [1], quantization=None))], "quantization None", id="null"),
        pytest.param(
            [group(entry("w", [1], quantization={"dtype": "uint8", "scale": 1}))],
            "with quantization",
            id="no min",
        ),
        pytest.param(
            [group(entry("w", [1], quantization={"dtype": "uint8", "scale": 1, "min": 10**400}))],
            "with quantization",
            id="min beyond floats",
        ),
        pytest.param(
            [group(entry("w", [1], "bool", quantization={"dtype": "float16"}))],
            "of dtype 'bool'",
            id="not held",
        ),
        pytest.param({"paths": []}, "in place of a list", id="no list"),
        pytest.param([7], "the group 7", id="no group"),
        pytest.param([{"paths": [], "weights": [{}]}], "without a name", id="no name"),
    ],
)
def test_malformed_manifests_are_refused(tmp_path: Path, groups: Any, said: str) -> None:
    """And, where that is asked for, told of while the rest is read."""
    folder = write(tmp_path / "m", groups)
    with pytest.raises(ArtifactError, match="weights manifest is malformed") as caught:
        read_plain_model(folder)
    assert said in str(caught.value)
    faults: list[ArtifactError] = []
    model = read_plain_model(folder, faults.append)
    assert model.format == "layers-model"
    assert [said in str(fault) for fault in faults] == [True]


@pytest.mark.parametrize("size", [4, 12])
def test_shards_of_another_size_are_refused(tmp_path: Path, size: int) -> None:
    folder = write(tmp_path / "m", [group(entry("w", [2]))])
    (folder / "weights.bin").write_bytes(bytes(size))
    with pytest.raises(ArtifactError, match=f"expected 8 bytes, got {size}"):
        read_plain_model(folder)


def test_strings_that_lie_about_their_length_are_refused(tmp_path: Path) -> None:
    """Also a number of them that no memory holds: nothing is made before sizes are compared."""
    folder = write(tmp_path / "m", [group(entry("s", [2**50], "string"))])
    (folder / "weights.bin").write_bytes(b"\xff\xff\xff\xff")
    with pytest.raises(ArtifactError, match="do not fit the weights manifest"):
        read_plain_model(folder)


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", [group(entry("w", [1]))])
    (tmp_path / "secret").write_bytes(bytes(4))
    (folder / "weights.bin").symlink_to(tmp_path / "secret")
    with pytest.raises(ArtifactError, match="a link out of it"):
        read_plain_model(folder)


def test_missing_shards_and_folders_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", [group(entry("w", [1]))])
    with pytest.raises(ArtifactError, match="shard is missing"):
        read_plain_model(folder)
    (folder / "weights.bin").mkdir()
    with pytest.raises(ArtifactError, match="another kind"):
        read_plain_model(folder)
    with pytest.raises(ArtifactError, match=r"no TensorFlow\.js model"):
        read_plain_model(tmp_path / "nowhere")


@pytest.mark.parametrize("topology", [None, {}, {"a": 1}, [], {"model_config": 7}, {"node": 7}])
def test_other_json_files_are_refused(tmp_path: Path, topology: Any) -> None:
    with pytest.raises(ArtifactError, match=r"not a TensorFlow\.js model"):
        read_plain_model(write(tmp_path / "m", None, topology))
