"""Checks an artifact: its files, and its outputs in Node against Keras's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.artifact.comparison import TOLERANCE_CEILING
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.golden_examples import EXAMPLES_TOLERANCE
from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.assets import web_folder
from tfjs_bridge.errors import VerificationError
from tfjs_bridge.verification.node import run_node_json

Backend = Literal["cpu", "wasm"]
# Those that plain Node can run: webgl and webgpu need a browser.
BACKENDS: tuple[Backend, ...] = ("cpu", "wasm")


@dataclass(frozen=True, slots=True)
class BackendParity:
    """One backend's result.

    Attributes:
        backend: TensorFlow.js's name.
        ok: Whether every output came within the tolerance.
        largest_difference: Over all outputs, by the measure of `artifact.comparison`; `None` where
            a value was not a number.
        detail: Why the backend could not be run; empty otherwise.
        pictures_difference: The same of the golden pictures, from their files on; `None` where
            there are none, or a value was not a number.
    """

    backend: str
    ok: bool
    largest_difference: float | None
    detail: str = ""
    pictures_difference: float | None = None


@dataclass(frozen=True, slots=True)
class ExamplesParity:
    """How JavaScript prepared the golden examples of tables or texts.

    Attributes:
        ok: Whether they gave the golden inputs: integers exactly, floats to float32 rounding.
        count: Of the examples.
        largest_difference: As a part of the larger of 1 and the value; `None` where they could not
            be prepared.
        detail: Why they could not be prepared; empty otherwise.
    """

    ok: bool
    count: int
    largest_difference: float | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BlindOutput:
    """An output in which the golden vectors cannot show a fault.

    Attributes:
        name: The output's.
        reason: ``"one vector"``, ``"variation"``: it is nearly the same for all vectors,
            ``"reaction"``: it hardly moves with the weights, or ``"random"``: it is drawn anew in
            each run, and so is every other output.
        variation: How far apart the vectors' outputs are.
        message: What it means and what to do, in words.
    """

    name: str
    reason: str
    variation: float
    message: str


@dataclass(frozen=True, slots=True)
class Parity:
    """An artifact's proof.

    Attributes:
        artifact: Its folder.
        files: Count of the files whose size and SHA-256 were checked.
        bytes: Their size together.
        vectors: Count of the golden vectors.
        tolerance: Largest allowed difference.
        tfjs: Version of TensorFlow.js.
        backends: One result each.
        blind_outputs: Outputs for which the golden vectors prove nothing.
        random_outputs: Names of outputs that are drawn anew in each run, and were not compared.
        examples: How raw values of tables or texts became the golden inputs; `None` for a model
            that takes its inputs as they are.
    """

    artifact: Path
    files: int
    bytes: int
    vectors: int
    tolerance: float
    tfjs: str
    backends: tuple[BackendParity, ...]
    blind_outputs: tuple[BlindOutput, ...] = ()
    random_outputs: tuple[str, ...] = ()
    examples: ExamplesParity | None = None

    @property
    def ok(self) -> bool:
        """Whether every backend came within the tolerance, and examples became the inputs."""
        is_prepared = self.examples is None or self.examples.ok
        return is_prepared and all(result.ok for result in self.backends)


def verify_artifact(folder: str | Path, *, backends: Sequence[Backend] = BACKENDS) -> Parity:
    """Check an artifact's files, then run its golden vectors in plain Node.

    Args:
        folder: The artifact.
        backends: Of TensorFlow.js, each run by itself.

    Returns:
        What was found; `ok` is false where a backend is outside the tolerance.

    Raises:
        ArtifactError: A file is missing or damaged.
        VerificationError: The artifact asks for more tolerance than any may have; or Node.js or
            TensorFlow.js is missing, or could not be run.
    """
    folder = Path(folder)
    metadata = check_artifact(folder)
    _require_sound_tolerance(folder, metadata.golden.tolerance)
    script = web_folder() / "node" / "verify.mjs"
    # Absolute, or a folder such as `-x` would be read as an option.
    answer = run_node_json(script, [str(folder.absolute()), "--backend", ",".join(backends)])
    return Parity(
        artifact=folder,
        files=len(metadata.files),
        bytes=sum(file.bytes for file in metadata.files.values()),
        vectors=int(answer["vectors"]),
        tolerance=metadata.golden.tolerance,
        tfjs=str(answer["tfjs"]),
        backends=tuple(_result(item, metadata.golden.tolerance) for item in answer["backends"]),
        blind_outputs=tuple(
            BlindOutput(**{name: item[name] for name in ("name", "reason", "variation", "message")})
            for item in answer["blind_outputs"]
        ),
        random_outputs=metadata.golden.random,
        examples=_examples(metadata, answer),
    )


def require_parity(folder: Path) -> Parity:
    """Verify an artifact, and raise unless every backend came within the tolerance.

    Raises:
        VerificationError: One did not.
    """
    parity = verify_artifact(folder)
    if not parity.ok:
        examples = parity.examples
        prepared = () if examples is None or examples.ok else (("golden examples", examples),)
        results = (*((result.backend, result) for result in parity.backends), *prepared)
        found = ", ".join(
            f"{name} {result.detail or result.largest_difference}" for name, result in results
        )
        raise VerificationError(
            f"{folder.name}: TensorFlow.js does not give Keras's numbers; expected differences of "
            f"at most {parity.tolerance:.0e}, got {found}. The artifact was not written; please "
            f"report this with the model."
        )
    return parity


def _require_sound_tolerance(folder: Path, tolerance: float) -> None:
    """Refuse a tolerance so large that anything at all would pass."""
    # Written so that NaN fails too.
    if not tolerance <= TOLERANCE_CEILING:
        raise VerificationError(
            f"{folder}: its metadata asks for so large a tolerance that the comparison proves "
            f"nothing; expected a golden.tolerance of at most {TOLERANCE_CEILING}, got "
            f"{tolerance}. Export the model again, or get it from someone whom you trust."
        )


def _examples(metadata: Metadata, answer: dict[str, Any]) -> ExamplesParity | None:
    declared = (metadata.preprocessing or {}).get("kind") == "features"
    item = answer.get("examples")
    if item is None:
        # A script that says nothing of them has not looked.
        return ExamplesParity(False, 0, None, "not prepared") if declared else None
    difference = item.get("largest_difference")
    within = isinstance(difference, int | float) and difference <= EXAMPLES_TOLERANCE
    return ExamplesParity(
        ok=item.get("ok") is True and within,
        count=int(item["count"]),
        largest_difference=None if difference is None else float(difference),
        detail=str(item.get("error") or ""),
    )


def _result(item: dict[str, Any], tolerance: float) -> BackendParity:
    # Compared here again, so that a mistake in the script cannot pass for a proof.
    difference = item.get("largest_difference")
    # The script writes null for a difference that is not a number.
    within = isinstance(difference, int | float) and difference <= tolerance
    pictures = item.get("pictures") or {}
    seen = pictures.get("largest_difference")
    if pictures:
        within = within and isinstance(seen, int | float) and seen <= TOLERANCE_CEILING
    return BackendParity(
        backend=str(item["backend"]),
        ok=item.get("ok") is True and within,
        largest_difference=None if difference is None else float(difference),
        detail=str(item.get("error") or ""),
        pictures_difference=None if seen is None else float(seen),
    )
