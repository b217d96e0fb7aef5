"""What was chosen, and why, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tfjs_bridge.convert.encodings.search import Candidate, Choice
from tfjs_bridge.convert.requests import Search

_MOST_LINES = 20


def words_of(candidates: Sequence[Candidate], choice: Choice, search: Search, examples: int) -> str:
    """Return a line of what was chosen, and one for each weight that is not in its smallest form.

    Args:
        candidates: What encodings were chosen for.
        choice: What was chosen.
        search: What was asked for.
        examples: So many were run.
    """
    if not candidates:
        return "no weight is large enough for an encoding: all stay as they are"
    where = "examples of the data" if search.data is not None else "golden inputs"
    runs = f"{choice.runs} run{'' if choice.runs == 1 else 's'}"
    head = (
        f"{_counts(candidates, choice)}; the outputs change by {choice.change:.1e}, of "
        f"{search.max_change:g} that are allowed, on {examples} {where} ({runs})"
    )
    lines = list(_reasons(candidates, choice, search.max_change))
    more = len(lines) - _MOST_LINES
    rest = [f"and {more} more"] if more > 0 else []
    return "\n".join([head, *lines[:_MOST_LINES], *rest])


def _counts(candidates: Sequence[Candidate], choice: Choice) -> str:
    counts = Counter(choice.encodings.values())
    known = dict.fromkeys(name for candidate in candidates for name in candidate.encodings)
    parts = [f"{counts[name]} in {name}" for name in known if counts[name]]
    total = len(candidates)
    return f"of {total} weight{'' if total == 1 else 's'} {', '.join(parts)}"


def _reasons(candidates: Sequence[Candidate], choice: Choice, max_change: float) -> Iterator[str]:
    """Yield why weights are larger than they could be, those of most bytes first."""
    for candidate in sorted(candidates, key=lambda x: -x.values):
        encoding, least = choice.encodings[candidate.name], candidate.encodings[0]
        if encoding == least:
            continue
        alone = choice.alone.get(candidate.name)
        if alone is None:
            continue
        is_too_much = not alone <= max_change
        why = "" if is_too_much else ", which is too much beside the others'"
        yield (
            f"{candidate.name}: {encoding}, since {least} alone changes the outputs by "
            f"{alone:.1e}{why}"
        )
