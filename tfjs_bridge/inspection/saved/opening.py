"""Opens a Keras file without running anything of it, as far as it can be opened."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.features.split import any_network
from tfjs_bridge.convert.files.checks import config_problems
from tfjs_bridge.convert.files.description import (
    Description,
    FileKind,
    StoredWeight,
    describe_file,
    file_kind,
)
from tfjs_bridge.convert.files.front_peek import names_front
from tfjs_bridge.convert.files.front_placeholders import with_front
from tfjs_bridge.convert.files.graph_checks import Problem, graph_object_problem
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.other_folders import described_folder
from tfjs_bridge.convert.files.placeholder_layers import PLACEHOLDER, model_with_placeholders
from tfjs_bridge.convert.keras_classes import MODELS
from tfjs_bridge.convert.refusals import python_model
from tfjs_bridge.errors import ArtifactError, ModelWarning, UnsupportedModelError
from tfjs_bridge.keras_backend import without_tensorflow


@dataclass(slots=True)
class Opened:
    """A file's model, and what was found on the way.

    Attributes:
        kind: What the file is.
        model: A live model, whose weights are not filled in; placeholders stand for layers that
            are refused for either format. `None`: none can be made.
        entries: What the file says of each layer, by name; where placeholders stand for some.
        stored: What the file holds for each layer, likewise.
        in_layers: Refusals by the layers format, one line each, of what is not loaded.
        in_graph: The same by the graph format.
        config: The whole model as the file says it, likewise.
        has_front: Whether it names layers of text or lookups.
        warnings: What Keras or the loading said.
        faults: What is wrong with a damaged file.
    """

    kind: FileKind
    model: Any = None
    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stored: Mapping[str, list[StoredWeight]] = field(default_factory=dict)
    in_layers: list[str] = field(default_factory=list)
    in_graph: list[str] = field(default_factory=list)
    config: Mapping[str, Any] = field(default_factory=dict)
    has_front: bool = False
    warnings: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def open_file(path: Path) -> Opened:
    """Open a `.keras` or `.h5` file.

    Raises:
        ArtifactError: Nothing can be told of it.
    """
    if path.is_dir():
        raise ArtifactError(described_folder(path))
    opened = Opened(file_kind(path), has_front=names_front(path))
    fault: ArtifactError | None = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", ModelWarning)
        try:
            opened.model = load_model_file(
                path,
                {},
                "graph",
                split=any_network if opened.has_front else None,
                # A vocabulary is needed to declare a lookup; other values are of no consequence.
                with_values=opened.has_front,
            )
        except ArtifactError as error:
            fault = error
            opened.faults.append(str(error))
        except UnsupportedModelError as error:
            opened.in_graph += str(error).splitlines()
    opened.warnings += [str(one.message) for one in caught if one.category is ModelWarning]
    if opened.model is None:
        _open_in_part(path, opened, fault)
    return opened


def _open_in_part(path: Path, opened: Opened, fault: ArtifactError | None) -> None:
    """Put placeholders where something stands in the way, and take shapes from the file."""
    try:
        described = describe_file(path)
    except ArtifactError:
        raise fault or ArtifactError(opened.in_graph[0]) from None
    opened.stored = described.weights
    if described.config.get("class_name") not in MODELS:
        label = f"model of class {described.config.get('class_name')}"
        opened.in_layers.append(python_model(label))
        return
    opened.config, opened.entries = described.config, dict(_entries(described.config))
    _refused(described, opened)
    try:
        with without_tensorflow():
            opened.model = model_with_placeholders(
                described.config, _problems(opened.has_front), has_front=opened.has_front
            )
    except Exception as error:  # a wrong guess of a shape ends anywhere in Keras
        first = (str(error).splitlines() or [""])[0][:200]
        opened.warnings.append(f"shapes cannot be told, since Keras cannot make the model: {first}")


def _problems(has_front: bool) -> Callable[[Any], Iterable[str]]:
    graph = graph_object_problem(None)
    problem = with_front(graph) if has_front else graph

    def checked(value: dict[str, Any], name: str, module: Any, label: str) -> Problem:
        if name == PLACEHOLDER and module == "keras":
            return label, None  # it stands for what was refused already
        return problem(value, name, module, label)

    return lambda value: config_problems(value, object_problem=checked)


def _refused(described: Description, opened: Opened) -> None:
    opened.in_graph = [*described.refusals, *_problems(opened.has_front)(described.config)]
    # A layer that stands in for text or a lookup is looked at by what declares it.
    found = [] if opened.has_front else list(config_problems(described.config))
    opened.in_layers += [*described.refusals, *(found or opened.in_graph)]


def _entries(config: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in walk(config):
        settings = entry.get("config") if isinstance(entry, dict) else None
        if isinstance(settings, dict) and isinstance(entry.get("class_name"), str):
            name = entry.get("name") or settings.get("name")
            if isinstance(name, str):
                yield name, entry


_LABEL = re.compile(r"layers? (?P<names>'.+?) \((?P<kind>[^()]+)\): (?P<reason>.+)")


def by_layer(lines: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Sort refusals by the layers that they name.

    Returns:
        Reasons by the layers' names, without the label; and lines that name none.
    """
    found: dict[str, list[str]] = {}
    others: list[str] = []
    for line in lines:
        match = _LABEL.fullmatch(line.strip())
        if match is None:
            others.append(line.strip())
            continue
        reason = match["reason"].removeprefix("each ")
        for name in re.findall(r"'([^']+)'", match["names"]):
            reasons = found.setdefault(name, [])
            if reason not in reasons:
                reasons.append(reason)
    return found, others
