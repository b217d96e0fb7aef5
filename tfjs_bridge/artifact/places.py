"""Where artifacts are in a folder of them: trained here, or pretrained and shipped with it."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.artifact.metadata import METADATA_JSON

PRETRAINED = "pretrained"
"""The subfolder of models that are shipped; training writes next to it, never into it."""


def is_artifact(folder: Path) -> bool:
    """Whether a folder holds an artifact, and not a report, a training state or something else."""
    return (folder / METADATA_JSON).is_file()


def find_artifact(exported: Path, name: str) -> Path | None:
    """Find the artifact of that name: the one that was trained here, or else the pretrained one.

    Args:
        exported: The folder of artifacts.
        name: Name of the artifact's own folder.

    Returns:
        The artifact's folder; `None` if there is none of that name.
    """
    places = (exported / name, exported / PRETRAINED / name)
    return next((place for place in places if is_artifact(place)), None)


def artifact_names(folder: Path) -> list[str]:
    """Return the sorted names of the artifacts directly in a folder, which may not exist."""
    if not folder.is_dir():
        return []
    # Names of unfinished exports begin with a dot; links are left out because a server that follows
    # them would serve files from outside the folder.
    own = (path for path in folder.iterdir() if path.name[0] != "." and not path.is_symlink())
    return sorted(path.name for path in own if is_artifact(path))


def pretrained_twin(folder: Path) -> Path | None:
    """Find the pretrained artifact of the same name as a folder that does not exist."""
    twin = folder.parent / PRETRAINED / folder.name
    return twin if folder.name and is_artifact(twin) else None
