"""Writes a project from its templates, with the artifact and the library in it."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.metadata import METADATA_JSON, Metadata
from tfjs_bridge.atomic_folder import names_in, swapping_in
from tfjs_bridge.client.source import client_source
from tfjs_bridge.errors import UsageError
from tfjs_bridge.scaffold.example import example_of
from tfjs_bridge.scaffold.kinds import Kind, kind_of
from tfjs_bridge.scaffold.library import copy_library, library_folder

Template = Literal["page", "node"]

_MODEL: Final = {"page": "public/model", "node": "model"}
_EXAMPLE: Final = {"page": "src/example.json", "node": "example.json"}
# Under its own name git would obey it here, too.
_RENAMED: Final = {"gitignore": ".gitignore"}
_ARGUMENTS: Final = {
    "picture": "photo.jpg",
    "digit": "digit.png",
    "text": "'A text.'",
    "characters": "",
    "form": "",
}
# npm refuses a package of the name of one that it depends on, and these two for any.
_TAKEN: Final = frozenset({"tfjs-bridge", "typescript", "vite", "node_modules", "favicon.ico"})


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was written.

    Attributes:
        folder: Where it is.
        template: ``page`` or ``node``.
        kind: What it offers its user.
        metadata: Of its model.
        files: Size of each file in bytes, by its path in the folder, with slashes.
        run: The commands that show it, from where it was written.
    """

    folder: Path
    template: Template
    kind: Kind
    metadata: Metadata
    files: dict[str, int]
    run: tuple[str, ...]


def write_project(folder: Path, artifact: Path, template: Template) -> Project:
    """Write a project that uses one artifact.

    Args:
        folder: A new or an empty one.
        artifact: The folder of the artifact; the project gets a copy.
        template: ``page``: of Vite and TypeScript; ``node``: a program that needs no package.

    Raises:
        UsageError: The folder is not empty, has no name, or lies in the artifact.
        ArtifactError: The artifact is incomplete, damaged, or not one.
    """
    _check_folder(folder, artifact)
    metadata = check_artifact(artifact)
    library_folder()  # before anything is written
    kind = kind_of(metadata)
    run = _run(folder, template, kind)
    words = {
        "__NAME__": package_name(folder),
        "__TITLE__": folder.name,
        "__MODEL__": metadata.model.name,
        "__COMMAND__": _call(Path("main.mjs"), kind),
    }
    with swapping_in(folder) as staged:
        _write_templates(staged, template, kind, words)
        _copy_artifact(artifact, metadata, staged / _MODEL[template])
        if template == "page":
            _write(staged / "src" / "client.ts", client_source(metadata))
        if kind == "form":
            _write_example(staged / _EXAMPLE[template], example_of(artifact, metadata))
        copy_library(staged / "vendor" / "tfjs-bridge", for_node=template == "node")
        files = _sizes(staged)
    return Project(folder, template, kind, metadata, files, run)


def _check_folder(folder: Path, artifact: Path) -> None:
    names = names_in(folder)
    if names:
        shown = ", ".join(sorted(names)[:3]) + (" and more" if len(names) > 3 else "")
        raise UsageError(
            f"{folder}: not empty; expected a new or empty folder, got one with {shown}. Choose "
            f"another folder: nothing is ever overwritten."
        )
    if artifact.resolve() in folder.resolve().parents:
        raise UsageError(
            f"{folder}: inside the artifact {artifact}; expected a folder elsewhere, for an "
            f"artifact holds no folders. Choose another folder."
        )


def package_name(folder: Path) -> str:
    """Return a name that npm accepts for a package, from a folder's.

    Returns:
        Lower-case letters, digits and ``-._``, not beginning with one of the last two.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.name.lower()).strip("-._")[:200]
    return f"{name or 'my'}-app" if not name or name in _TAKEN else name


def _call(program: Path, kind: Kind) -> str:
    return f"node {shlex.quote(program.as_posix())} {_ARGUMENTS[kind]}".strip()


def _run(folder: Path, template: Template, kind: Kind) -> tuple[str, ...]:
    if template == "node":
        return (_call(folder / "main.mjs", kind),)
    prefix = f"npm --prefix {shlex.quote(folder.as_posix())}"
    return (f"{prefix} install", f"{prefix} run dev")


def _write_templates(
    target: Path, template: Template, kind: Kind, words: Mapping[str, str]
) -> None:
    templates = Path(str(resources.files("tfjs_bridge.scaffold"))) / "templates" / template
    parts = {"common": templates / "common", kind: templates / kind}
    widget = parts[kind] / "widget.html"
    for part in parts.values():
        for path in sorted(part.rglob("*")):
            if path.is_dir() or path == widget:
                continue
            place = target / path.relative_to(part)
            place = place.with_name(_RENAMED.get(place.name, place.name))
            place.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            _write(place, _filled(text, path.suffix, words, widget))


def _filled(text: str, suffix: str, words: Mapping[str, str], widget: Path) -> str:
    """Return a template with the words of this project in their places."""
    if suffix == ".html":
        text = text.replace("__WIDGET__\n", widget.read_text(encoding="utf-8"))
        return text.replace("__TITLE__", html.escape(words["__TITLE__"]))
    if suffix not in (".json", ".md"):
        return text
    # In Markdown a backtick would end the code that the name stands in.
    clean = {key: word.replace("`", "'") for key, word in words.items()}
    return re.sub(r"__[A-Z]+__", lambda found: clean.get(found[0], found[0]), text)


def _copy_artifact(artifact: Path, metadata: Metadata, target: Path) -> None:
    target.mkdir(parents=True)
    # What is not listed was not checked, and nothing reads it.
    for name in sorted({*metadata.files, METADATA_JSON}):
        shutil.copyfile(artifact / name, target / name)


def _write_example(path: Path, example: Mapping[str, Any]) -> None:
    """Write JSON with a line for each input, as people change it."""
    lines = [
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in example.items()
    ]
    _write(path, "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _sizes(folder: Path) -> dict[str, int]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
