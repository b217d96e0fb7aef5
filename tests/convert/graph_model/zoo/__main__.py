"""Exports cases as graph models, with what Keras gives for further batch sizes and lengths.

``KERAS_BACKEND=jax python -m tests.convert.graph_model.zoo OUT [NAME...]`` writes a folder for each
case, and prints a line of JSON for each. With ``--run``, stock TensorFlow.js runs them, too.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.convert.graph_model.kerashub import FAMILY, backbones
from tests.convert.graph_model.numpy_weights import draw_weights_by_numpy
from tests.convert.graph_model.on_jax import FAST_COMPILER
from tests.convert.graph_model.zoo.case import Case, all_cases
from tests.convert.graph_model.zoo.exporting import export_case


def main() -> None:
    """Export what the arguments name; the whole zoo by default, but not KerasHub's backbones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", help="of cases or families")
    parser.add_argument("--run", action="store_true", help="in stock TensorFlow.js as well")
    parser.add_argument("--fast", action="store_true", help="without the slow cases")
    parser.add_argument("--traceback", action="store_true", help="of what failed")
    options = parser.parse_args()
    os.environ.setdefault("XLA_FLAGS", FAST_COMPILER)
    chosen = [x for x in _chosen(options.names) if not (options.fast and x.slow)]
    # KerasHub imports TensorFlow itself, for its tokenizers.
    is_blocked = all(case.family != FAMILY for case in chosen)
    if is_blocked:
        import_module("tests.convert.graph_model.zoo.without_tensorflow")
    draw_weights_by_numpy()
    for case in chosen:
        sys.stdout.write(f"{json.dumps(_answer(case, options))}\n")
        sys.stdout.flush()
    assert not is_blocked or "tensorflow" not in sys.modules, "something imported TensorFlow"


def _chosen(names: list[str]) -> list[Case]:
    zoo = all_cases()
    cases = zoo | backbones()
    known = {*cases, *(case.family for case in cases.values())}
    assert known.issuperset(names), f"not known: {sorted({*names} - known)}"
    chosen = [x for x in cases.values() if x.name in names or x.family in names]
    return chosen if names else list(zoo.values())


def _answer(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    start = time.perf_counter()
    folder = options.out / case.name
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = _exported(case, folder, options.traceback)
    answer["seconds"] = round(time.perf_counter() - start, 2)
    if options.run and answer["status"] == "exported":
        from tests.convert.graph_model.stock import run_stock

        answer |= {backend: run_stock(folder, backend).summary for backend in ("cpu", "wasm")}
    return answer


def _exported(case: Case, folder: Path, shows_traceback: bool) -> dict[str, Any]:
    from tfjs_bridge.errors import UnsupportedModelError

    known = {"case": case.name, "family": case.family}
    try:
        return {**known, "status": "exported", **export_case(case, folder)}
    except UnsupportedModelError as error:
        return {**known, "status": "refused", "message": str(error)}
    except Exception as error:  # whatever it is, the other cases are to run
        if shows_traceback:
            traceback.print_exc()
        lines = traceback.format_exc().strip().splitlines()
        return {**known, "status": "failed", "message": f"{error!r:.2000}", "at": lines[-6:]}


if __name__ == "__main__":
    main()
