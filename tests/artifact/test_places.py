"""Two places for one name: what was trained here, and what was there from the beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.places import artifact_names, find_artifact, pretrained_twin
from tfjs_bridge.errors import ArtifactError


def fill(exported: Path, *places: str) -> Path:
    """Write artifacts into a folder of them, with all that may be beside them."""
    for place in places:
        write_artifact(exported / place)
    for name in (".cnn.previous", ".cnn.x1.new"):
        write_artifact(exported / name)
    for path in (
        *("cnn.report/report.html", "cnn.training/state.npz", "sprite/sprite.json"),
        *("plain/model.json", "cnn.keras", "metadata.json", "folder/metadata.json/x"),
    ):
        (exported / path).parent.mkdir(parents=True, exist_ok=True)
        (exported / path).write_text("{}")
    (exported / "empty").mkdir()
    write_artifact(exported.parent / "elsewhere")
    (exported / "link").symlink_to(exported.parent / "elsewhere")
    return exported


@pytest.mark.parametrize(
    ("places", "names", "cnn"),
    [
        pytest.param(["cnn", "a"], ["a", "cnn"], "cnn", id="one's own alone"),
        pytest.param(["pretrained/cnn"], [], "pretrained/cnn", id="pretrained alone"),
        pytest.param(["cnn", "pretrained/cnn"], ["cnn"], "cnn", id="both"),
        pytest.param([], [], None, id="none"),
        pytest.param(["pretrained"], ["pretrained"], None, id="one of that very name"),
    ],
)
def test_one_s_own_comes_first(
    tmp_path: Path, places: list[str], names: list[str], cnn: str | None
) -> None:
    """And nothing is an artifact that has no metadata.json."""
    exported = fill(tmp_path / "exported", *places)
    assert artifact_names(exported) == names
    assert find_artifact(exported, "cnn") == (exported / cnn if cnn else None)
    assert find_artifact(exported, "cnn.report") is None
    assert find_artifact(exported, "plain") is None


def test_in_no_folder_nothing_is_found(tmp_path: Path) -> None:
    """Nor in a file."""
    assert artifact_names(tmp_path / "none") == []
    assert find_artifact(tmp_path / "none", "cnn") is None


def test_who_names_a_model_that_was_not_trained_is_told_of_the_pretrained_one(
    tmp_path: Path,
) -> None:
    """By its path, and by no other."""
    exported = fill(tmp_path / "exported", "pretrained/cnn")
    twin = exported / "pretrained" / "cnn"
    assert pretrained_twin(exported / "cnn") == twin
    with pytest.raises(ArtifactError) as refusal:
        check_artifact(exported / "cnn")
    assert str(refusal.value) == (
        f"{exported / 'cnn'}: no such folder; expected an artifact. Make one with 'tfjs-bridge "
        f"train-and-export' or 'tfjs-bridge export', or take the pretrained {twin}."
    )
    assert pretrained_twin(exported / "mlp") is None
    assert pretrained_twin(Path()) is None
    with pytest.raises(ArtifactError, match=r"or check the path\.$"):
        check_artifact(exported / "mlp")


@pytest.mark.parametrize(
    "command", [["verify"], ["predict", "--random-test-image"]], ids=["verify", "predict"]
)
def test_commands_tell_of_it(tmp_path: Path, command: list[str]) -> None:
    """As the user wrote the path, from the working directory."""
    fill(tmp_path / "exported", "pretrained/cnn")
    name, *options = command
    done = run_cli(name, "exported/cnn", *options, cwd=tmp_path)
    assert done.returncode == 4
    twin = Path("exported/pretrained/cnn")
    assert f"{Path('exported/cnn')}: no such folder" in done.stderr
    assert f"or take the pretrained {twin}." in done.stderr
