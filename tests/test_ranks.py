"""The architecture: who may import whom, and that heavy libraries stay behind their doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "tfjs_bridge"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each room may import of the package; itself always.
MAY_IMPORT = {
    "errors": set(),
    "version": set(),
    "history": set(),
    "progress": {"history"},
    "atomic_file": set(),
    "assets": set(),
    "optional_libraries": {"errors"},
    "keras_backend": {"errors", "optional_libraries"},
    "atomic_folder": {"errors"},
    "artifact": {"atomic_folder", "errors"},
    "client": {"artifact", "atomic_file", "errors"},
    "scaffold": {"artifact", "assets", "atomic_folder", "client", "errors", "verification"},
    "serve": {"artifact", "assets", "errors"},
    "report": {"artifact", "atomic_folder", "errors", "history"},
    "models": {"errors"},
    "data": {"assets", "atomic_file", "errors", "progress"},
    "convert": {
        *("artifact", "errors", "keras_backend", "optional_libraries", "tokenization", "version"),
    },
    "from_tfjs": {
        *("artifact", "assets", "atomic_file", "convert", "errors", "keras_backend"),
        *("verification",),
    },
    "tokenization": {"artifact", "errors"},
    "verification": {"artifact", "assets", "errors"},
    "training": {"atomic_file", "data", "errors", "history", "models", "progress"},
    "inspection": {"artifact", "assets", "convert", "errors", "keras_backend"},
    "jobs": {
        *("artifact", "convert", "data", "errors", "history", "keras_backend", "models"),
        *("progress", "report", "training", "verification"),
    },
    "comparing": {
        *("artifact", "assets", "convert", "data", "errors", "from_tfjs", "verification"),
    },
    "doctor": {"assets", "data", "errors", "models", "verification", "version"},
    "cli": {
        *("artifact", "assets", "atomic_file", "client", "comparing", "convert", "data", "doctor"),
        *("errors", "from_tfjs", "inspection", "jobs", "keras_backend", "models"),
        *("optional_libraries", "progress", "report", "scaffold", "serve", "training"),
        *("verification", "version"),
    },
    "__main__": {"cli"},
    "__init__": {
        *("client", "comparing", "convert", "errors", "from_tfjs", "inspection", "jobs"),
        *("serve", "verification", "version"),
    },
}
# The same for the rooms within `convert`. Three are sides: they meet in the few modules below.
_SHARED = {
    *("config", "containers", "front_layers", "keras_classes", "ordering", "penalties"),
    *("processes", "refusals"),
}
CONVERT_MAY_IMPORT = {
    **{name: set() for name in ("__init__", *_SHARED)},
    "frontend": _SHARED,
    "graph_model": {"frontend", *_SHARED},
    "layers_model": {"frontend", *_SHARED},
    "files": {"frontend", "layers_model", *_SHARED},
    "golden": {"files", "frontend", *_SHARED},
    "training": {"files", "layers_model", *_SHARED},
    "writers": {"graph_model", "layers_model"},
    "requests": {"files", "frontend", "golden"},
    "pictures": {"requests"},
    "finishing": {"golden", "requests", "writers"},
    "features": {"files", "frontend", "golden", "layers_model", "requests", *_SHARED},
    "tokenizers": {"features", "requests"},
    "layers_export": {
        *(
            "features",
            "files",
            "finishing",
            "frontend",
            "golden",
            "layers_model",
            "pictures",
            "requests",
        ),
        *("encodings", "reference", "training", "writers"),
    },
    "reference": {"files", "frontend", "golden"},
    "encodings": {"frontend", "golden", "reference", "requests"},
    "graph_process": {"files", "frontend", "golden", "processes", "requests"},
    "graph_export": {
        *("encodings", "graph_rounding"),
        *("features", "files", "finishing", "frontend", "golden", "graph_model", "graph_process"),
        *("pictures", "requests", "writers"),
    },
    "graph_rounding": {"frontend", "graph_model"},
    "graph_child": {"frontend", "graph_export", "graph_process"},
    "auto_export": {"graph_export", "layers_export", "requests"},
    "export": {
        *(
            "auto_export",
            "encodings",
            "files",
            "frontend",
            "golden",
            "graph_export",
            "layers_export",
        ),
        *("requests", "tokenizers"),
    },
}
SIDES = {"files", "golden", "graph_model", "layers_model"}
# What one side, or a writer, may take from another.
FACES = {
    *("files.loading", "files.precision", "files.compute_dtype", "files.h5_file"),
    *("files.front_peek", "files.model_file", "files.user_code", "golden.pool"),
    *("golden.user_inputs", "golden.golden", "golden.task", "golden.random_outputs"),
    "graph_model.factors",
    *("golden.cost", "golden.other_process", "golden.pictures", "golden.runs"),
    *(
        "layers_model.handlers",
        "layers_model.names",
        "layers_model.translate",
        "graph_model.convert",
    ),
}
# Within `layers_model`: what a part may not import. Handlers know lowerings, not each other's kind.
NOT_KNOWN = {"layers": {"ops"}, "ops": {"layers"}, "lowerings": {"layers", "ops"}}
HEAVY = {
    *("keras", "tensorflow", "tensorflowjs", "tf_keras", "jax", "h5py", "matplotlib", "PIL"),
    "tokenizers",
}
DOORS = {
    "keras": {
        "keras_backend.py",
        "convert/frontend/compiled.py",
        "convert/frontend/numpy_patches.py",
        "convert/frontend/once_per_shape.py",
        "convert/graph_process/states.py",
    },
    # The second: traces a function of tf.strings, where Keras runs on TensorFlow.
    "tensorflow": {"training/start.py", "convert/features/standards.py"},
    "jax": {
        "convert/frontend/calling.py",
        "convert/frontend/compiled.py",
        "convert/frontend/depthwise.py",
        "convert/frontend/once_per_shape.py",
        "convert/frontend/opaque.py",
        "convert/frontend/open_lengths.py",
        "convert/frontend/programs.py",
        "convert/graph_model/primitives/padding.py",
        "convert/graph_model/trace.py",
    },
    "h5py": {
        "convert/files/description.py",
        "convert/files/h5_file.py",
        "convert/files/keras2/weights.py",
        "convert/files/keras3_weights.py",
    },
    "tensorflowjs": {"convert/writers/tensorflowjs.py"},
    "tf_keras": {"convert/writers/tensorflowjs.py"},
    "matplotlib": {
        *(
            "report/canvas.py",
            "report/encodings.py",
            "report/classes.py",
            "report/confusion.py",
            "report/curves.py",
        ),
        *("report/digit_grid.py", "report/prediction.py"),
    },
    "PIL": {"data/sprite.py"},
    "tokenizers": {"tokenization/encoder.py"},
}


def room(path: Path) -> str:
    """The first part of a module's name within the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of all modules that are imported anywhere below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield f"{node.module}"
            if node.module == "tfjs_bridge":
                yield from (f"tfjs_bridge.{alias.name}" for alias in node.names)


def _names(path: Path) -> set[str]:
    """Full names of what a module imports of the package."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name for name in imports(tree) if name.startswith("tfjs_bridge.")}


def test_imports_follow_the_ranks() -> None:
    """Each room knows those below it alone: the tables are the order from cli down to errors."""
    for path in MODULES:
        own = {name.split(".")[1] for name in _names(path)}
        assert own - {room(path)} <= MAY_IMPORT[room(path)], path
        if room(path) == "convert":
            own = {side(name.split(".")[2:]) for name in _names(path) if "convert." in name}
            assert own - {side(_parts(path))} <= CONVERT_MAY_IMPORT[side(_parts(path))], path
            foreign = {name for name in _names(path) if _is_foreign(name, side(_parts(path)))}
            assert not {name for name in foreign if _module(name) not in FACES}, path


def test_lowerings_know_no_handlers() -> None:
    """A calculation can be used by any handler, and handlers of layers and operations are apart."""
    for part, forbidden in NOT_KNOWN.items():
        for path in (PACKAGE / "convert" / "layers_model" / part).glob("*.py"):
            known = {name.split(".")[3] for name in _names(path) if ".layers_model." in name}
            assert not known & forbidden, path


def _parts(path: Path) -> list[str]:
    return list(path.relative_to(PACKAGE / "convert").with_suffix("").parts)


def side(parts: Sequence[str]) -> str:
    """The first part of a module's name within `convert`."""
    return parts[0] if parts else "__init__"


def _is_foreign(name: str, own: str) -> bool:
    """Whether a module is one of the other sides'; what is beside the sides is everyone's."""
    parts = name.split(".")
    return parts[1] == "convert" and len(parts) > 3 and parts[2] in SIDES - {own}


def _module(name: str) -> str:
    """A module's name within `convert`, from that of what is imported."""
    return ".".join(name.split(".")[2:4])


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even in functions, or for types alone; what a package offers lazily is apart."""
    modules = {_dotted(path): path for path in MODULES if path.parent != PACKAGE}
    graph = {name: _names(path) & modules.keys() for name, path in modules.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names a circle


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_heavy_libraries_are_imported_in_functions() -> None:
    """And each of them in its own room alone."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = {name.split(".")[0] for name in imports(tree)} & HEAVY
        at_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not {name.split(".")[0] for node in at_top for name in imports(node)} & HEAVY, path
        for name in everywhere:
            assert path.relative_to(PACKAGE).as_posix() in DOORS[name], path


def test_the_format_layer_needs_numpy_alone() -> None:
    """Any reader of artifacts can take it as it is."""
    allowed = {*sys.stdlib_module_names, "numpy", "tfjs_bridge"}
    for path in (PACKAGE / "artifact").rglob("*.py"):
        names = {name.split(".")[0] for name in imports(ast.parse(path.read_text("utf-8")))}
        assert names <= allowed, path.name


def test_the_command_line_starts_light() -> None:
    """Help, and every usage error, is answered before numpy or anything larger is imported."""
    program = "import sys, tfjs_bridge.cli.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {*HEAVY, "numpy", "scipy", "rich"} & set(done.stdout.split())
