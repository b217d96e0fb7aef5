"""What was found: plain values, which the command line prints and JSON holds."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Final, Literal

State = Literal["ok", "missing", "old", "broken"]
"""``broken``: it is there and cannot be used, such as a package that does not import."""

SCHEMA: Final = 1
"""Version of `Diagnosis.to_json`; it changes when a key is renamed or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for.

    Attributes:
        name: What users call it: the distribution of a package, or ``Node.js``.
        kind: ``package``, ``program``, ``data`` or ``page``.
        state: Whether it can be used.
        version: Its version; empty where it has none, or none was found.
        path: Where it is; empty where nothing is there.
        note: A few words for people, without a full stop; may be empty.
    """

    name: str
    kind: Literal["package", "program", "data", "page"]
    state: State
    version: str = ""
    path: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """Something that a user may want to do.

    Attributes:
        name: A word or two that never change, such as ``export-graph``.
        title: The same for people.
        works: Whether it can be done here.
        how: With what, where it works; what is in the way, where it does not.
        command: What to run so that it works, or works better; empty where there is nothing to do.
    """

    name: str
    title: str
    works: bool
    how: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where tfjs-bridge and its Python are.

    Attributes:
        version: Of tfjs-bridge.
        folder: Of its package.
        source: ``checkout`` of the repository, or ``wheel``.
        python: Python's version.
        executable: Python itself.
        platform: Such as ``Linux x86_64``.
    """

    version: str
    folder: str
    source: Literal["checkout", "wheel"]
    python: str
    executable: str
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """All that was found.

    Attributes:
        installation: tfjs-bridge and Python.
        keras_backend: What Keras will run on to export; empty where nothing can.
        keras_backend_reason: Why that one.
        imported: Whether packages were imported, or only found.
        findings: Packages, programs, the page and downloaded data, in the order in which they are
            shown.
        abilities: What works with that.
    """

    installation: Installation
    keras_backend: str
    keras_backend_reason: str
    imported: bool
    findings: tuple[Finding, ...]
    abilities: tuple[Ability, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the same for programs; docs/installing.md describes it."""
        return {"schema": SCHEMA, **dataclasses.asdict(self)}
