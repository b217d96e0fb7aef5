"""What a document warns of, whatever the model's files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tfjs_bridge.inspection.document import Part


def counting_warnings(parts: Sequence[Part]) -> Iterator[str]:
    """Yield a sentence where multiply-adds of some parts are not known."""
    kinds = Counter(part.kind for part in parts if part.multiply_adds is None)
    if kinds:
        shown = ", ".join(f"{kind} ({count})" for kind, count in kinds.most_common(5))
        yield (
            f"multiply-adds are not known of {sum(kinds.values())} parts: {shown}. They depend on "
            f"an open size, on a shape that only a run could tell, or on code."
        )
