"""Export one model in several encodings and formats, into a folder that is thrown away."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.artifact.encodings.names import UNCHANGED as FLOAT32
from tfjs_bridge.convert.encodings.asked import is_auto
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError

if TYPE_CHECKING:
    from tfjs_bridge.convert.export import FormatName
    from tfjs_bridge.convert.golden.user_inputs import UserInputs
    from tfjs_bridge.convert.requests import Progress


@dataclass(frozen=True, slots=True)
class Attempt:
    """One export.

    Attributes:
        format: ``"layers"`` or ``"graph"``.
        encoding: As `quantize` of `export` takes it; ``"float32"``: none.
        folder: The artifact's; `None` where there is none.
        chosen: What ``auto`` chose, in words.
        error: Why there is no artifact.
    """

    format: FormatName
    encoding: str
    folder: Path | None = None
    chosen: str = ""
    error: TfjsBridgeError | None = None

    @property
    def reason(self) -> str:
        """Why there is no artifact, in one line; empty where there is one."""
        from tfjs_bridge.convert.auto_export import in_short

        return "" if self.error is None else in_short(str(self.error))


@dataclass(frozen=True, slots=True, eq=False)
class Exporter:
    """Exports a model again and again, with the same golden inputs.

    Attributes:
        origin: A live model, or a file's path.
        folder: Where the artifacts are made.
        settings: Of `export`, the same for all.
        search: Those that ``auto`` takes beside them.
        progress: Called with each step.
    """

    origin: Any
    folder: Path
    settings: Mapping[str, Any]
    search: Mapping[str, Any]
    progress: Progress
    _kept: dict[str, UserInputs] = field(default_factory=dict)

    def use(self, golden_inputs: UserInputs) -> None:
        """Take these golden inputs from now on: none have to be drawn again."""
        self._kept["golden"] = golden_inputs

    def attempts(
        self, formats: Sequence[FormatName], encodings: Sequence[str]
    ) -> Iterator[Attempt]:
        """Export in each format and encoding, one after the other; what fails says why.

        Args:
            formats: In order.
            encodings: ``"float32"`` first: a format that cannot express the model so does not have
                to be tried with others.
        """
        for name in formats:
            error: TfjsBridgeError | None = None
            for encoding in encodings:
                if error is None:
                    attempt = self._attempt(name, encoding)
                    error = attempt.error if encoding == FLOAT32 else None
                else:
                    attempt = Attempt(name, encoding, error=error)
                yield attempt

    def _attempt(self, name: FormatName, encoding: str) -> Attempt:
        self.progress(f"Exporting: {name}, {encoding}", 0, 0)
        folder = self.folder / f"{name}-{len(list(self.folder.iterdir()))}"
        said: list[str] = []
        try:
            with warnings.catch_warnings():
                # The same for each encoding; `export` itself gives them.
                warnings.simplefilter("ignore", ModelWarning)
                self._export(name, encoding, folder, said)
        except TfjsBridgeError as error:
            return Attempt(name, encoding, error=error)
        return Attempt(name, encoding, folder, "\n".join(said))

    def _export(self, name: FormatName, encoding: str, folder: Path, said: list[str]) -> None:
        from tfjs_bridge.convert.export import ModelCard, export

        golden = self._kept.get("golden")
        settings = {**self.settings, **(self.search if is_auto(encoding) else {})}
        export(
            self.origin,
            folder,
            format=name,
            quantize=None if encoding == FLOAT32 else encoding,
            card=ModelCard(golden_inputs=golden, golden_source="drawn once for all encodings"),
            notify=lambda topic, text: said.append(text) if topic == "encodings" else None,
            **settings,
        )
