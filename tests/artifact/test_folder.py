"""The folder: checked file by file, swapped in whole, and never at the cost of what was there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.artifact.make import write_artifact
from tfjs_bridge.artifact.folder import check_artifact, check_replaceable, replacing
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor, read_golden, write_golden
from tfjs_bridge.errors import ArtifactError, UsageError


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_whole_artifact_passes(tmp_path: Path) -> None:
    """And its golden vectors can be read."""
    written = write_artifact(tmp_path)
    assert check_artifact(tmp_path) == written
    golden = read_golden(tmp_path, written.golden)
    assert [(t.name, t.value.shape) for t in golden.inputs] == [("x", (2, 2))]
    np.testing.assert_array_equal(golden.outputs[0].value, [[-0.75], [-1.0]])


def damage_size(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def damage_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["model.json", "group1-shard1of1.bin", "golden.bin"])
@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(Path.unlink, "missing|cannot be read", id="missing"),
        pytest.param(damage_size, "wrong size; expected|not valid JSON", id="longer"),
        pytest.param(damage_bit, "expected SHA-256|not valid JSON|malformed", id="flipped bit"),
    ],
)
def test_damage_is_found(tmp_path: Path, name: str, damage: object, message: str) -> None:
    """In every file, and the message names it."""
    write_artifact(tmp_path)
    damage(tmp_path / name)  # type: ignore[operator]
    with pytest.raises(ArtifactError, match=message) as caught:
        check_artifact(tmp_path)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("mine.keras", r"export it first: tfjs-bridge export \S+/mine\.keras \S+/mine$"),
        ("model.json", r"Give the folder that it is in: "),
        ("metadata.json", r"Give the folder that it is in: "),
    ],
)
def test_a_file_is_no_artifact(tmp_path: Path, name: str, advice: str) -> None:
    """With what to give, or to do first."""
    (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ArtifactError, match="a file; expected the folder") as caught:
        check_artifact(tmp_path / name)
    assert re.search(advice, str(caught.value))


def test_no_folder_is_said_so(tmp_path: Path) -> None:
    """With the commands that make one."""
    with pytest.raises(ArtifactError, match=r"no such folder; expected an artifact. Make one with"):
        check_artifact(tmp_path / "none")


def test_nan_in_golden_outputs_is_refused(tmp_path: Path) -> None:
    """NaN compares with nothing, so it proves nothing."""
    zero, nan = np.zeros((1, 1), np.float32), np.full((1, 1), np.nan, np.float32)
    bad = GoldenVectors((NamedTensor("x", zero),), (NamedTensor("y", nan),), "zeros")
    with pytest.raises(ArtifactError, match="output 'y': Keras gave NaN"):
        write_golden(tmp_path, bad)


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "an artifact"])
def test_a_new_artifact_takes_its_place(tmp_path: Path, there: str) -> None:
    """And leaves nothing else beside it."""
    folder = tmp_path / "exported" / "tiny"
    if there != "nothing":
        folder.mkdir(parents=True)
    if there == "an artifact":
        write_artifact(folder, name="old")
    with replacing(folder) as staged:
        assert staged.parent == folder.parent
        write_artifact(staged, name="new")
    assert check_artifact(folder).model.name == "new"
    assert [path.name for path in folder.parent.iterdir()] == ["tiny"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt], ids=["error", "Ctrl-C"])
def test_a_failed_export_leaves_the_old_artifact(
    tmp_path: Path, error: type[BaseException]
) -> None:
    """Byte for byte, with no half-written folder beside it."""
    folder = tmp_path / "tiny"
    write_artifact(folder, name="old")
    before = contents(tmp_path)

    def export() -> None:
        with replacing(folder) as staged:
            (staged / "model.json").write_text("{")
            raise error

    with pytest.raises(error):
        export()
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["tiny"]


def test_a_killed_export_leaves_the_old_artifact(tmp_path: Path) -> None:
    """SIGKILL in the middle of writing; the next export succeeds."""
    folder = tmp_path / "tiny"
    write_artifact(folder, name="old")
    before = contents(folder)
    program = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from tfjs_bridge.artifact.folder import replacing\n"
        "with replacing(Path(sys.argv[1])) as staged:\n"
        "    (staged / 'model.json').write_text('{')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert contents(folder) == before
    with replacing(folder) as staged:
        write_artifact(staged, name="new")
    assert check_artifact(folder).model.name == "new"


def test_a_swap_cut_in_the_middle_is_mended(tmp_path: Path) -> None:
    """The old artifact had been moved aside, the new one was not there yet."""
    write_artifact(tmp_path / ".tiny.previous", name="old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "tiny"):
        raise RuntimeError
    assert check_artifact(tmp_path / "tiny").model.name == "old"


@pytest.mark.parametrize("folder", [Path(), Path(".."), Path("/"), Path("a/..")], ids=str)
def test_a_folder_without_a_name_is_refused(folder: Path) -> None:
    """The working folder itself cannot be swapped."""
    with pytest.raises(UsageError, match="expected a folder with a name of its own"):
        check_replaceable(folder)


def make_file(folder: Path) -> None:
    folder.write_text("mine")


def make_notes(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")


def make_foreign_model(folder: Path) -> None:
    folder.mkdir()
    (folder / "model.json").write_text("{}")


def make_artifact_with_notes(folder: Path) -> None:
    write_artifact(folder)
    (folder / "notes.txt").write_text("mine")


def make_other_metadata(folder: Path) -> None:
    folder.mkdir()
    (folder / "metadata.json").write_text('{"format": "other"}')


def make_link(folder: Path) -> None:
    target = folder.with_name("target")
    write_artifact(target)
    folder.symlink_to(target)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(make_file, "expected a folder, got a file", id="a file"),
        pytest.param(make_notes, "not an artifact, so it is not replaced.*notes.txt", id="notes"),
        pytest.param(make_foreign_model, "not an artifact.*model.json", id="a foreign model"),
        pytest.param(
            make_artifact_with_notes,
            "holds files that are not the artifact's: notes.txt",
            id="more",
        ),
        pytest.param(make_other_metadata, "not an artifact's", id="another metadata.json"),
        pytest.param(make_link, "expected a folder, got a link", id="a link"),
    ],
)
def test_what_would_be_lost_is_not_replaced(tmp_path: Path, make: object, message: str) -> None:
    """A wrong output folder is refused before anything is written, and stays as it was."""
    folder = tmp_path / "out"
    make(folder)  # type: ignore[operator]
    before = contents(tmp_path)
    with pytest.raises(UsageError, match=message):
        check_replaceable(folder)
    with pytest.raises(UsageError, match=message), replacing(folder):
        pass
    assert contents(tmp_path) == before
