"""Gathers the pages of the documentation site: docs/, and references made of the code itself.

``python site/assemble.py OUT`` is what `make docs` runs, in the environment that has the package.
typedoc adds the reference of the JavaScript API afterwards, of the entry that is written here.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import tfjs_bridge

ROOT = Path(__file__).resolve().parent.parent
# Pages of the repository that are no part of docs/, and where they are on the site.
_ELSEWHERE = {"CHANGELOG.md": "changes.md", "site/index.md": "index.md"}
_TYPES = ROOT / "web" / "types" / "src"


def main(out: Path) -> None:
    """Write all pages but that of the JavaScript API.

    Args:
        out: A folder, which is replaced.
    """
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "docs", out)
    for looks in ("site/style.css", "web/icon.svg"):
        shutil.copy(ROOT / looks, out)
    sources = {f"docs/{page.relative_to(out).as_posix()}": page for page in out.rglob("*.md")}
    sources |= {source: out / target for source, target in _ELSEWHERE.items()}
    for source, page in sources.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        page.write_text(_with_links(text, source, page.relative_to(out)), encoding="utf-8")
    reference = out / "reference"
    reference.mkdir()
    (reference / "commands.md").write_text(_commands(), encoding="utf-8")
    (reference / "python.md").write_text(_python(), encoding="utf-8")
    (out.parent / "api.d.ts").write_text(_javascript(), encoding="utf-8")


def _with_links(text: str, source: str, page: Path) -> str:
    """Let links lead to pages of the site, and to the repository where there is none.

    Args:
        text: Markdown.
        source: The file that it is from, in the repository.
        page: Where it is on the site.
    """

    def link(found: re.Match[str]) -> str:
        path, hash_, anchor = found[1].partition("#")
        if not path or re.match(r"[a-z]+:", path):
            return found[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        there = (
            target.removeprefix("docs/") if target.startswith("docs/") else _ELSEWHERE.get(target)
        )
        if there is None:
            return f"]({_repository()}/blob/main/{target}{hash_}{anchor})"
        return f"]({posixpath.relpath(there, page.parent.as_posix())}{hash_}{anchor})"

    return re.sub(r"\]\(([^)\s]+)\)", link, text)


def _repository() -> str:
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    return str(package["repository"]["url"]).removeprefix("git+").removesuffix(".git")


def _commands() -> str:
    """Describe all commands as their help does."""
    program = ["typer", "tfjs_bridge.cli.app", "utils", "docs", "--name", "tfjs-bridge"]
    command = [sys.executable, "-m", *program, "--title", "Commands"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


def _python() -> str:
    """List what the package offers; mkdocstrings fills in signatures and docstrings."""
    # Functions, then what they take and give, then errors.
    names = sorted(
        (name for name in tfjs_bridge.__all__ if not name.startswith("__")),
        key=lambda name: (name.endswith(("Error", "Warning")), name[0].isupper()),
    )
    listed = "\n\n".join(f"::: tfjs_bridge.{name}" for name in names)
    return f"# Python\n\n`import tfjs_bridge` gives all of these.\n\n{listed}\n"


def _javascript() -> str:
    """Return the entry that typedoc reads: the package's, with its types where they are described.

    TypeScript writes a `@typedef {import(...)}` as an alias, of which typedoc shows the name.
    """
    entry = (_TYPES / "index.d.ts").read_text(encoding="utf-8")
    alias = r"""^export type (\w+) = import\(['"](.+)['"]\)\.\1;$"""
    plain = re.sub(alias, r"export type { \1 } from '\2';", entry, flags=re.MULTILINE)
    # TensorFlow.js itself, of which typedoc would make an empty page.
    plain = plain.replace("export * as tf from './tensorflow.js';\n", "")
    return plain.replace("'./", "'../web/types/src/").replace('"./', '"../web/types/src/')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
