"""Where artifacts are in a folder of them: what was trained here, and what was shipped with it."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.artifact.metadata import METADATA_JSON

PRETRAINED = "pretrained"
"""The subfolder of models that are there from the beginning; training writes beside it."""


def is_artifact(folder: Path) -> bool:
    """Whether a folder holds an artifact; reports, training states and stray files are none."""
    return (folder / METADATA_JSON).is_file()


def find_artifact(exported: Path, name: str) -> Path | None:
    """The artifact of that name: the one that was trained here, or else the pretrained one.

    Args:
        exported: The folder of artifacts.
        name: Of the artifact's own folder.
    """
    places = (exported / name, exported / PRETRAINED / name)
    return next((place for place in places if is_artifact(place)), None)


def artifact_names(folder: Path) -> list[str]:
    """Names of the artifacts directly in a folder, sorted; none where there is no such folder."""
    if not folder.is_dir():
        return []
    # A dot begins the folders of an export that is not complete yet; servers follow no links out.
    own = (path for path in folder.iterdir() if path.name[0] != "." and not path.is_symlink())
    return sorted(path.name for path in own if is_artifact(path))


def pretrained_twin(folder: Path) -> Path | None:
    """The pretrained artifact of the same name as a folder that is not there."""
    twin = folder.parent / PRETRAINED / folder.name
    return twin if folder.name and is_artifact(twin) else None
