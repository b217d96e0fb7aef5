"""Mutants of exported models: which of them the real verification sees."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tfjs_bridge.convert.export import export
from tfjs_bridge.verification.node import find_node

_SCRIPT = ROOT / "web" / "test" / "helpers" / "mutants.mjs"


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of an artifact's mutants.

    Attributes:
        found: How many the verification called wrong.
        same: How many compute the same as the right model, also on other inputs.
        missed: The weight and the mutation of each that is wrong and passed.
    """

    found: int
    same: int
    missed: tuple[str, ...]


def export_all(models: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Export what each function of `models` returns; name: the artifact."""
    artifacts = {}
    for number, (name, build) in enumerate(models.items()):
        artifacts[name] = folder / str(number)
        export(build(), artifacts[name])
    return artifacts


def run_mutants(artifacts: Mapping[str, Path], *, limit: int | None = None) -> dict[str, Fates]:
    """Negate, permute and zero each weight of each artifact; one Node process runs them all."""
    command = [str(find_node()), str(_SCRIPT), *map(str, artifacts.values())]
    command += [] if limit is None else ["--limit", str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(artifacts, map(_fates, answers), strict=True))


def _fates(answer: dict[str, Any]) -> Fates:
    missed = [m for m in answer["mutants"] if m["fate"] == "missed"]
    names = tuple(f"{m['weight']} {m['kind']} {m['elsewhere']}" for m in missed)
    return Fates(answer["found"], answer["same"], names)
