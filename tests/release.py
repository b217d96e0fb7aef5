"""What a release checks before it is built: the tag, the repository, and what the changelog says.

``python -m tests.release v1.2.3 URL`` ends with an error unless the tag is that of the version, URL
is the repository that the packages name, and the changelog has the version. ``--notes v1.2.3``
prints its section. The version stands in tfjs_bridge/version.py; a test compares web/package.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHANGELOG = ROOT / "CHANGELOG.md"


def version() -> str:
    """Return the package's version."""
    text = (ROOT / "tfjs_bridge" / "version.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(found)


def repository() -> str:
    """Return the address of the repository, without a suffix."""
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    url: str = package["repository"]["url"]
    return url.removeprefix("git+").removesuffix(".git")


def notes(wanted: str, changelog: str) -> str:
    """Return what the changelog says of a version.

    Args:
        wanted: Such as ``"1.2.3"``.
        changelog: Its text, in the form of Keep a Changelog.

    Raises:
        SystemExit: It has no dated section of that version, or an empty one.
    """
    heading = rf"^## \[{re.escape(wanted)}\] - \d{{4}}-\d\d-\d\d$"
    found = re.search(rf"{heading}\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        sys.exit(
            f"CHANGELOG.md: says nothing of {wanted}; expected a section '## [{wanted}] - "
            f"YYYY-MM-DD' with what changed. Cut it from 'Unreleased'."
        )
    return found[1].strip()


def check(tag: str, url: str) -> None:
    """Refuse a tag of another version, and a repository that the packages do not name.

    Raises:
        SystemExit: With what does not fit.
    """
    if tag != f"v{version()}":
        sys.exit(
            f"{tag}: not the tag of this version; expected v{version()}. Change "
            f"tfjs_bridge/version.py and web/package.json, or tag another commit."
        )
    if url != repository():
        sys.exit(
            f"{url}: not the repository that the packages name; expected {repository()}. npm's "
            f"provenance needs the right one: change it in web/package.json, pyproject.toml and "
            f"CITATION.cff."
        )
    notes(version(), CHANGELOG.read_text(encoding="utf-8"))


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag")
    parser.add_argument("url", nargs="?")
    parser.add_argument("--notes", action="store_true", help="print the changelog's section")
    options = parser.parse_args()
    if options.notes:
        text = notes(options.tag.removeprefix("v"), CHANGELOG.read_text(encoding="utf-8"))
        print(text)  # noqa: T201
    else:
        check(options.tag, options.url or "")


if __name__ == "__main__":
    main()
