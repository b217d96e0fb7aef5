"""Names of classes from a file."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import DataError


def read_labels(path: Path) -> tuple[str, ...]:
    """Read the names of classes, in their order.

    Args:
        path: One label a line; or JSON: a list, an object of labels by class number, also in the
            form of Keras's imagenet_class_index.json (``{"0": ["n01440764", "tench"]}``), or of
            class numbers by label, as `class_indices` of Keras's generators is.

    Raises:
        DataError: The file cannot be read, or is not such a list.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")  # Windows editors add a byte order mark
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read; expected a file of labels, got {error.strerror}. "
            f"Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise _refused(path, f"bytes that are not UTF-8 ({error.reason})") from error
    labels = _of_json(path, text) if text.lstrip()[:1] in ("[", "{") else _of_lines(text)
    if not labels or not all(labels):
        raise _refused(path, "no labels" if not labels else "an empty one")
    return tuple(labels)


def _of_lines(text: str) -> list[str]:
    # Not `splitlines()`, which takes more characters for line breaks than JavaScript does.
    lines = [line.strip() for line in re.split(r"\r\n|\n|\r", text)]
    # Editors end a file with a line break, which starts no class.
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _of_json(path: Path, text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise _refused(path, f"text that is not valid JSON ({error})") from error
    entries = found if isinstance(found, list) else _by_number(path, found)
    names = [entry[-1] if isinstance(entry, list) and entry else entry for entry in entries]
    if not all(isinstance(name, str) for name in names):
        other = next(name for name in names if not isinstance(name, str))
        raise _refused(path, json.dumps(other))
    # ImageNet has two cranes and two maillots, which its own identifiers tell apart.
    count = Counter(names)
    return [
        f"{name} ({entry[0]})" if isinstance(entry, list) and count[name] > 1 else name
        for name, entry in zip(names, entries, strict=True)
    ]


def _by_number(path: Path, found: dict[str, Any]) -> list[Any]:
    is_by_label = all(type(value) is int for value in found.values())
    try:
        places = (
            {value: key for key, value in found.items()}
            if is_by_label
            else {int(key): value for key, value in found.items()}
        )
        return [places[place] for place in range(len(found))]
    except (KeyError, ValueError) as error:
        raise _refused(path, f"no class {error}") from error


def _refused(path: Path, got: str) -> DataError:
    return DataError(
        f"{path}: not a list of labels; expected one label a line, or JSON: a list of labels, or "
        f"an object of them by number, got {got}. Choose another file."
    )
