"""What the four files of MNIST are; without NumPy, as `gzipped` is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FileSpec:
    """An IDX file whose content is known in advance.

    Attributes:
        name: the standard file name, without ``.gz``.
        sha256: lower-case hex, of the uncompressed bytes.
        shape: of the values.
        npz_key: what Keras's ``mnist.npz`` calls the same values.
    """

    name: str
    sha256: str
    shape: tuple[int, ...]
    npz_key: str

    @property
    def content_bytes(self) -> int:
        """Size of the uncompressed file."""
        return 4 * (1 + len(self.shape)) + math.prod(self.shape)

    @property
    def names(self) -> tuple[str, ...]:
        """File names under which the file is found in the wild."""
        # Some unpackers, and many copies, have a dot in place of the hyphen.
        dotted = self.name.replace("-idx", ".idx")
        return (self.name, f"{self.name}.gz", dotted, f"{dotted}.gz")


# Training images, training labels, test images, test labels. The digests are of the uncompressed
# bytes, because the mirrors' gzip containers differ.
MNIST_FILES: Final = (
    FileSpec(
        "train-images-idx3-ubyte",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        (60_000, 28, 28),
        "x_train",
    ),
    FileSpec(
        "train-labels-idx1-ubyte",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        (60_000,),
        "y_train",
    ),
    FileSpec(
        "t10k-images-idx3-ubyte",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        (10_000, 28, 28),
        "x_test",
    ),
    FileSpec(
        "t10k-labels-idx1-ubyte",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        (10_000,),
        "y_test",
    ),
)
