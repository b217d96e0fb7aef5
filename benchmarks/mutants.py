"""Which share of wrong weights the proof sees, for each of a set of models.

Usage: python -m benchmarks.mutants [--limit 90] [--applications MobileNetV2 ResNet50 ...]

Negates, permutes and zeroes one weight tensor at a time, of the committed artifacts, of the models
in tests/verification/mutant_models.py and of networks of keras.applications with random weights,
and runs the artifact's own verification on each. `--limit` takes so many mutants of a model, spread
over its weights.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tests.conftest import ROOT
from tests.convert.layers_model.test_applications import PICTURE_SIZES, WITH_OWN_SCALING, enliven
from tests.convert.models import seeded_keras
from tests.verification.mutant_models import MODELS
from tests.verification.mutants import Fates, export_all, run_mutants

APPLICATIONS = ("MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "ResNet50", "DenseNet121")


def application(name: str) -> Any:
    """One network with weights that all matter."""
    keras = seeded_keras()
    size = PICTURE_SIZES[name]
    make = getattr(keras.applications, name)
    model = make(weights=None, input_shape=(size, size, 3), classes=10)
    pictures = np.random.default_rng(0).uniform(0, 255, (9, size, size, 3)).astype(np.float32)
    enliven(model, pictures if name in WITH_OWN_SCALING else pictures / 127.5 - 1)
    return model


def main() -> None:
    """Print a row of a table for each model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--applications", nargs="*", default=APPLICATIONS)
    options = parser.parse_args()
    pretrained = ROOT / "exported" / "pretrained"
    committed = sorted(path.parent for path in pretrained.glob("*/metadata.json"))
    print("| model | mutants | the same function | found |\n| --- | --- | --- | --- |")
    _print_rows(run_mutants({f"pretrained/{x.name}": x for x in committed}, limit=options.limit))
    builds = MODELS | {name: partial(application, name) for name in options.applications}
    for name, build in builds.items():
        with tempfile.TemporaryDirectory() as folder:
            artifacts = export_all({name: build}, Path(folder))
            _print_rows(run_mutants(artifacts, limit=options.limit))


def _print_rows(fates: dict[str, Fates]) -> None:
    for name, fate in fates.items():
        wrong = fate.found + len(fate.missed)
        row = f"| {name} | {wrong + fate.same} | {fate.same} | {fate.found} of {wrong} |"
        print(row, *fate.missed, sep="\n  missed: ", flush=True)


if __name__ == "__main__":
    main()
