"""Writes docs/layers.md.

Run ``python -m tests.convert.layer_table`` after a change of what can be exported; it takes a few
minutes, in which each row's models are run and trained in TensorFlow.js.
"""

from __future__ import annotations

from tests.convert.layer_table.page import PAGE, render

if __name__ == "__main__":
    PAGE.write_text(render(measure=True))
