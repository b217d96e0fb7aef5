"""Export all of them, on Keras's JAX backend, and print one line of JSON for each."""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from tests.convert.graph_model.drawn.models import MODELS, Drawn
from tests.convert.models import seed
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError


def exported(name: str, drawn: Drawn, folder: Path) -> dict[str, Any]:
    """Export one; its dtypes are for the export to find out."""
    import keras

    from tfjs_bridge import export

    seed(keras, 2)
    model = drawn.build(keras)
    first, *others = drawn.example().values()
    names = list(drawn.shapes)
    model(first, **dict(zip(names[1:], others, strict=True)))
    started = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            export(model, folder, format="graph", input_shapes=drawn.shapes)
        except TfjsBridgeError as error:
            return {"name": name, "error": str(error)}
    told = [str(w.message) for w in caught if issubclass(w.category, ModelWarning)]
    return {"name": name, "warnings": told, "s": time.perf_counter() - started}


def main() -> None:
    """Into the folder that is named first; then the models' names, if not all of them."""
    root, *names = sys.argv[1:]
    for name in names or MODELS:
        line = exported(name, MODELS[name], Path(root) / name.replace(" ", "-"))
        sys.stdout.write(f"{json.dumps(line)}\n")


main()
