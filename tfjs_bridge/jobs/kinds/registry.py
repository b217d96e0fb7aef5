"""Every kind of data. To add one: write a module like `text`, and list its object here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tfjs_bridge.jobs.kinds.digits import DIGITS
from tfjs_bridge.jobs.kinds.kind import DataKind
from tfjs_bridge.jobs.kinds.text import TEXT

if TYPE_CHECKING:
    from tfjs_bridge.models.definition import ModelDefinition

# The order is that of the command line's help.
KINDS: Final[dict[str, DataKind[Any, Any]]] = {kind.name: kind for kind in (DIGITS, TEXT)}


def kind_of(definition: ModelDefinition) -> DataKind[Any, Any]:
    """Return the kind of data that a model is trained on."""
    return KINDS[definition.data]
