"""The artifact's folder: swapped in as a whole when written, checked file by file when read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tfjs_bridge.artifact.metadata import METADATA_JSON, FileInfo, Metadata, read_metadata
from tfjs_bridge.artifact.model_json import MODEL_JSON, read_input_shapes, read_manifest
from tfjs_bridge.artifact.places import pretrained_twin
from tfjs_bridge.atomic_folder import names_in, swapping_in
from tfjs_bridge.errors import ArtifactError, UsageError

_READ_BYTES = 1024 * 1024


def describe_files(folder: Path) -> dict[str, FileInfo]:
    """Return the size and SHA-256 of every file in `folder` but `metadata.json`, by name."""
    # Not of metadata.json, which cannot hold its own digest.
    return {
        path.name: FileInfo(path.stat().st_size, _sha256(path))
        for path in sorted(folder.iterdir())
        if path.name != METADATA_JSON
    }


def check_artifact(folder: Path) -> Metadata:
    """Check that an artifact is complete, and that each file has the size and digest it should.

    Returns:
        The artifact's metadata.

    Raises:
        ArtifactError: The folder or one of its files is missing or damaged, a file that the model
            needs is not listed, or the inputs described are not the model's.
    """
    if folder.is_file():
        raise ArtifactError(
            f"{folder}: a file; expected the folder of an artifact. {_instead_of(folder)}"
        )
    if not folder.is_dir():
        twin = pretrained_twin(folder)
        raise ArtifactError(
            f"{folder}: no such folder; expected an artifact. Make one with "
            f"'tfjs-bridge train-and-export' or 'tfjs-bridge export', or "
            f"{f'take the pretrained {twin}' if twin else 'check the path'}."
        )
    metadata = read_metadata(folder)
    shards = {path for group in read_manifest(folder) for path in group["paths"]}
    # A file that is not listed could be damaged, and nobody would notice.
    golden = {metadata.golden.file}
    if metadata.golden.examples is not None:
        golden.add(metadata.golden.examples.file)
    for name in sorted(shards | golden):
        if name not in metadata.files:
            raise ArtifactError(
                f"{folder / METADATA_JSON}: {name} is missing from 'files'; expected the size and "
                f"digest of each file that the model needs. Export the model again."
            )
    for name, expected in metadata.files.items():
        _check_file(folder / name, expected)
    _check_inputs(folder, metadata)
    return metadata


def _instead_of(file: Path) -> str:
    """Return what to do about a file that was given for an artifact."""
    if file.name in (METADATA_JSON, MODEL_JSON):
        return f"Give the folder that it is in: {file.parent}"
    command = f"tfjs-bridge export {file} {file.with_suffix('')}"
    return f"If it is a model of Keras's, export it first: {command}"


def _check_inputs(folder: Path, metadata: Metadata) -> None:
    """Compare the model's input shapes, without the batch size, with those in the metadata."""
    shapes = read_input_shapes(folder)
    described = [spec.shape for spec in metadata.inputs]
    if shapes is not None and [x[1:] for x in shapes] != [x[1:] for x in described]:
        raise ArtifactError(
            f"{folder / METADATA_JSON}: its inputs are not the model's; expected shapes "
            f"{shapes}, got {described}. Export the model again."
        )


def _check_file(path: Path, expected: FileInfo) -> None:
    if not path.is_file():
        raise ArtifactError(
            f"{path}: missing; expected a file of {expected.bytes} bytes. Copy the whole artifact "
            f"again, or export the model again."
        )
    size = path.stat().st_size
    if size != expected.bytes:
        raise ArtifactError(
            f"{path}: wrong size; expected {expected.bytes} bytes, got {size}. Copy the whole "
            f"artifact again, or export the model again."
        )
    digest = _sha256(path)
    if digest != expected.sha256:
        raise ArtifactError(
            f"{path}: damaged or changed; expected SHA-256 {expected.sha256}, got {digest}. "
            f"Copy the artifact again, or export the model again."
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()


def check_replaceable(folder: Path) -> None:
    """Refuse an output folder if replacing it would lose files.

    Args:
        folder: It may not exist yet, be empty, or be an artifact that holds nothing but the files
            that its metadata lists.

    Raises:
        UsageError: It is anything else.
    """
    names = names_in(folder)
    if not names:
        return
    if METADATA_JSON not in names:
        raise UsageError(
            f"{folder}: not empty and not an artifact, so it is not replaced; expected a new or "
            f"empty folder or an artifact, got {_sample(names)}. Choose another folder."
        )
    try:
        own = {*read_metadata(folder).files, METADATA_JSON}
    except ArtifactError as error:
        raise UsageError(
            f"{folder}: not replaced, because its metadata.json is not an artifact's "
            f"({error}) Choose another folder."
        ) from error
    if names - own:
        raise UsageError(
            f"{folder}: not replaced, because it holds files that are not the artifact's: "
            f"{_sample(names - own)}. Move them elsewhere, or choose another folder."
        )


def _sample(names: set[str]) -> str:
    shown = sorted(names)[:3]
    return ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Build an artifact next to `folder`, and swap it in if the block ends without an error.

    Args:
        folder: Where the artifact is to be. It is created along with its parents, or replaced; if
            the block raises, it stays as it was.

    Yields:
        An empty sibling folder to write into.

    Raises:
        UsageError: Replacing `folder` would lose files.
    """
    check_replaceable(folder)
    with swapping_in(folder) as staged:
        yield staged
