"""Train in Keras, run in the browser and in Node, with proof that both give the same numbers.

These functions do what the command line does, without a console:

- `export` turns a Keras model, live or from its file, into an artifact that TensorFlow.js loads;
- `train_and_export` trains one of the models that come with this package, and exports it;
- `import_layers_model` turns a layers model of TensorFlow.js, anybody's, into a Keras model;
- `verify` checks an artifact's files, and its outputs in Node against Keras's;
- `inspect` tells what a model is made of, and what an export would do with each of its layers;
- `compare` exports a model in each encoding and format, and measures what each costs;
- `write_client` writes a TypeScript module for an artifact, with its names and labels as types;
- `start_server` serves the page and the exported models while your program or notebook goes on.

`ModelCard` says what an exporter knows of a model, and `EncodingPlan` how its weights are stored;
`Outcome`, `Parity`, `Inspection`, `Comparison` and `PageServer` are results. Every error that a
caller can cause is a `TfjsBridgeError`, and its message says what to do.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from tfjs_bridge.errors import (
    ArtifactError,
    DataError,
    ModelWarning,
    TfjsBridgeError,
    TrainingError,
    UnsupportedModelError,
    UsageError,
    VerificationError,
)
from tfjs_bridge.version import __version__

if TYPE_CHECKING:
    from tfjs_bridge.client.client import write_client
    from tfjs_bridge.comparing.compare import compare
    from tfjs_bridge.comparing.results import Comparison
    from tfjs_bridge.convert.export import EncodingPlan, ModelCard, export
    from tfjs_bridge.from_tfjs.importing import import_layers_model
    from tfjs_bridge.inspection.document import Inspection
    from tfjs_bridge.inspection.inspect import inspect
    from tfjs_bridge.jobs.job import Outcome
    from tfjs_bridge.jobs.train_and_export import train_and_export
    from tfjs_bridge.serve.background import PageServer, start_server
    from tfjs_bridge.verification.parity import Parity
    from tfjs_bridge.verification.parity import verify_artifact as verify

__all__ = [
    "ArtifactError",
    "Comparison",
    "DataError",
    "EncodingPlan",
    "Inspection",
    "ModelCard",
    "ModelWarning",
    "Outcome",
    "PageServer",
    "Parity",
    "TfjsBridgeError",
    "TrainingError",
    "UnsupportedModelError",
    "UsageError",
    "VerificationError",
    "__version__",
    "compare",
    "export",
    "import_layers_model",
    "inspect",
    "start_server",
    "train_and_export",
    "verify",
    "write_client",
]

# Imported when first used: the command line imports this module, and its help must not wait for
# numpy.
_LAZY = {
    "Comparison": ("tfjs_bridge.comparing.results", "Comparison"),
    "EncodingPlan": ("tfjs_bridge.convert.export", "EncodingPlan"),
    "Inspection": ("tfjs_bridge.inspection.document", "Inspection"),
    "ModelCard": ("tfjs_bridge.convert.export", "ModelCard"),
    "Outcome": ("tfjs_bridge.jobs.job", "Outcome"),
    "PageServer": ("tfjs_bridge.serve.background", "PageServer"),
    "Parity": ("tfjs_bridge.verification.parity", "Parity"),
    "compare": ("tfjs_bridge.comparing.compare", "compare"),
    "export": ("tfjs_bridge.convert.export", "export"),
    "inspect": ("tfjs_bridge.inspection.inspect", "inspect"),
    "import_layers_model": ("tfjs_bridge.from_tfjs.importing", "import_layers_model"),
    "start_server": ("tfjs_bridge.serve.background", "start_server"),
    "train_and_export": ("tfjs_bridge.jobs.train_and_export", "train_and_export"),
    "verify": ("tfjs_bridge.verification.parity", "verify_artifact"),
    "write_client": ("tfjs_bridge.client.client", "write_client"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LAZY[name]
    value = getattr(importlib.import_module(module), attribute)
    globals()[name] = value  # the next time it is found without this function
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
