"""A page of its own with the drawn graph: the built template, and the document within it."""

from __future__ import annotations

import json
from pathlib import Path

from tfjs_bridge.assets import web_folder
from tfjs_bridge.errors import UsageError
from tfjs_bridge.inspection.document import Inspection

TEMPLATE = "dist/inspection.html"

_PLACE = '<script type="application/json" id="inspection">null</script>'


def inspection_page(inspection: Inspection, web: Path | None = None) -> str:
    """Return an HTML page that shows a document, and needs nothing beside itself.

    Args:
        inspection: What to show.
        web: The folder of the web side; by default that of this installation.

    Raises:
        UsageError: The template is not built, or is of another version.
    """
    template = (web or web_folder()) / TEMPLATE
    if not template.is_file():
        raise UsageError(
            f"{template}: the page's template is missing; expected what 'npm run build' in web/ "
            f"writes, which an installed package has. Build it, or use --json."
        )
    page = template.read_text(encoding="utf-8")
    if page.count(_PLACE) != 1:
        raise UsageError(
            f"{template}: has no place for the document; expected {_PLACE} once. "
            f"Build it again with 'npm run build' in web/."
        )
    return page.replace(_PLACE, _PLACE.replace("null", escaped(inspection)))


def escaped(inspection: Inspection) -> str:
    """Return a document as JSON that can stand within a script element."""
    text = json.dumps(inspection.to_json(), ensure_ascii=False, allow_nan=False)
    # "</script" and "<!--" would end the element, or hide its end. U+2028 and U+2029 end lines.
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
