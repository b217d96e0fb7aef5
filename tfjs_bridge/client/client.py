"""Writes a client's file, in the place of an older one alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.atomic_file import replacing_file
from tfjs_bridge.client.facts import classes_of, takes_many
from tfjs_bridge.client.source import MARK, client_source
from tfjs_bridge.errors import UsageError

_SUFFIXES: Final = (".ts", ".mts")


@dataclass(frozen=True, slots=True)
class Client:
    """A client that was written.

    Attributes:
        file: Where it is.
        bytes: Its size.
        metadata: Of its model.
        calls: Names of what it offers, such as ``predict``.
    """

    file: Path
    bytes: int
    metadata: Metadata
    calls: tuple[str, ...]


def write_client(artifact: Path | str, out: Path | str) -> Client:
    """Write a TypeScript module that loads and runs one artifact, with its names as types.

    Args:
        artifact: Folder of the artifact, which is checked.
        out: The file, such as ``src/client.ts``. It replaces an older client, and no other file.

    Returns:
        What was written. The same artifact gives the same bytes.

    Raises:
        UsageError: The file has another name than TypeScript's, lies in the artifact, or is there
            and not a client.
        ArtifactError: The artifact is incomplete, damaged, or not one.
    """
    folder, file = Path(artifact), Path(out)
    _check_file(file, folder)
    metadata = check_artifact(folder)
    data = client_source(metadata).encode()
    with replacing_file(file) as temporary:
        temporary.write_bytes(data)
    many = ("predictMany",) if takes_many(metadata) else ()
    classify = () if classes_of(metadata) is None else ("classify",)
    return Client(file, len(data), metadata, ("predict", *many, *classify))


def _check_file(file: Path, artifact: Path) -> None:
    if file.suffix not in _SUFFIXES or file.stem.endswith(".d"):
        raise UsageError(
            f"{file}: not the name of a TypeScript module; expected one that ends in "
            f"{' or '.join(_SUFFIXES)}, got {file.name}. Choose a name such as client.ts."
        )
    if artifact.resolve() in file.resolve().parents:
        raise UsageError(
            f"{file}: inside the artifact {artifact}; expected a place elsewhere, as an artifact "
            f"holds the files that it lists alone. Choose another folder."
        )
    if file.exists() and not _is_client(file):
        raise UsageError(
            f"{file}: not a client, so it is not replaced; expected a new file, or one that "
            f"begins with {MARK!r}, got another. Choose another name."
        )


def _is_client(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return content.read(len(MARK)) == MARK.encode()
