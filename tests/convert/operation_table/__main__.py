"""Writes docs/operations.md, or with ``--print`` prints it, and what is wrong.

Run ``KERAS_BACKEND=jax python -m tests.convert.operation_table`` after a change of what can be
exported as a graph model; it takes about two minutes.
"""

from __future__ import annotations

import json
import os
import sys
import warnings

if __name__ == "__main__":
    os.environ["KERAS_BACKEND"] = "jax"
    sys.modules["tensorflow"] = None  # type: ignore[assignment]  # it must not be needed
    warnings.filterwarnings("ignore")
    from tests.convert.operation_table.page import PAGE, all_rows, render

    rows = all_rows()
    errors = [error for row in rows for error in row.errors]
    if "--print" in sys.argv:
        sys.stdout.write(json.dumps({"page": render(rows), "errors": errors}))
    else:
        PAGE.write_text(render(rows))
        sys.stderr.write("".join(f"{error}\n" for error in errors))
