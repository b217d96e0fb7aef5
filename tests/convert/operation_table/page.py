"""The page docs/operations.md: what becomes of each function of keras.ops and keras.random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.convert.operation_table.functions import CASES, UNMEASURED, public_functions
from tests.convert.operation_table.sweep import Outcome, outcomes

PAGE = Path(__file__).resolve().parents[3] / "docs" / "operations.md"

_INTRODUCTION = """\
# What becomes of each function of keras.ops in a graph model

<!-- Written by `python -m tests.convert.operation_table`; do not edit it. -->

`tfjs-bridge export MODEL OUT --format graph` traces the model, and expresses what its layers call
in TensorFlow.js's operations. Each line is what was found for one public function of `keras.ops`
(`keras.ops.nn`, `numpy` and `linalg` hold the same functions), `keras.ops.image` or
`keras.random`:

- **exact**: one operation of TensorFlow.js computes it, at least with usual settings;
- **composed**: several do;
- **random**: drawn by TensorFlow.js in each run; its outputs cannot be compared with Keras's, only
  their shape, mean and spread;
- **refused**: cannot be exported; the message names the layer and the reason.

*Nodes* says of how many operations each of its cases consists, without `Reshape`; *batch* whether
the first axis may be left open. *Parity* is the largest difference between Keras, on JAX, and
stock TensorFlow.js, on its cpu and its wasm backend, as a part of the output's largest value:
measured on the calls in `tests/convert/operation_table/cases`, which are tests as well. Where a
line says what is refused, the other settings are exported. What is computed from constants alone
is computed when the model is exported, linear algebra too.

Known limits of TensorFlow.js: whole numbers are exact up to 2^24 in a division on wasm, and in
everything on WebGL; `maximum(1, NaN)` is 1 on wasm; tensors of more than 6 axes are not computed
on wasm and WebGL.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: Of the function.
        treatment: ``"exact"``, ``"composed"``, ``"random"``, ``"refused"`` or ``"not measured"``.
        nodes: The fewest and the most; empty if it is refused.
        batch: ``"open"``, ``"fixed"`` or both.
        parity: A bound.
        note: Why something is refused.
        errors: What is wrong, which must not be.
    """

    name: str
    treatment: str
    nodes: str = ""
    batch: str = ""
    parity: str = ""
    note: str = ""
    errors: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """As the page has it."""
        cells = (f"`{self.name}`", self.treatment, self.nodes, self.batch, self.parity, self.note)
        return f"| {' | '.join(cells)} |"


def row_of(name: str) -> Row:
    """Export and run a function's cases."""
    if name in UNMEASURED:
        return Row(name, "not measured", note=UNMEASURED[name])
    found = outcomes(name, CASES[name])
    errors = tuple(f"{name}, case {k}: {x.error}" for k, x in enumerate(found) if x.error)
    right = [(case, x) for case, x in zip(CASES[name], found, strict=True) if not x.reason]
    note = _note(found)
    if not right:
        return Row(name, "refused", note=note, errors=errors)
    counts = [x.nodes or 0 for _, x in right]
    is_random = any(case.is_random for case, _ in right)
    treatment = "random" if is_random else "exact" if counts[0] <= 1 else "composed"
    nodes = str(min(counts)) if min(counts) == max(counts) else f"{min(counts)}-{max(counts)}"
    kinds = {"open" if x.is_open else "fixed" for case, x in right if case.is_open}
    batch = " or ".join(sorted(kinds, reverse=True)) or "fixed"
    parity = "" if is_random else _bound(max(x.difference for _, x in right))
    return Row(name, treatment, nodes, batch, parity, note, errors)


def _note(found: Sequence[Outcome]) -> str:
    reasons = list(dict.fromkeys(x.reason for x in found if x.reason))
    if not reasons:
        return ""
    count = sum(bool(x.reason) for x in found)
    told = "; ".join(reasons)
    return told if count == len(found) else f"{count} of {len(found)} cases refused: {told}"


def _bound(difference: float) -> str:
    """An upper bound that is the same on all machines: a power of ten, from 1e-6 on."""
    bounds = ("1e-6", "1e-5", "1e-4", "1e-3")
    return "0" if difference == 0 else f"< {next(b for b in bounds if difference < float(b))}"


def render(rows: Sequence[Row]) -> str:
    """The whole page."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.treatment] = counts.get(row.treatment, 0) + 1
    total = ", ".join(f"{count} {treatment}" for treatment, count in sorted(counts.items()))
    head = "| Function | Treatment | Nodes | Batch | Parity | Note |"
    lines = [head, "| --- | --- | --- | --- | --- | --- |", *(row.line for row in rows)]
    return f"{_INTRODUCTION}\n{len(rows)} in all: {total}.\n\n" + "\n".join(lines) + "\n"


def all_rows() -> list[Row]:
    """One row for each public function of the installed Keras."""
    return [row_of(name) for name in public_functions()]
