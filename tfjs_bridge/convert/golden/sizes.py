"""Find sizes for what a model's inputs leave open, for its golden vectors alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tfjs_bridge.convert.frontend.graph import Graph, Shape
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.errors import UnsupportedModelError

Shapes = Mapping[str, Shape]
Read = Callable[[Shapes], Graph]

# Small ones first; then what the least crops, strides and kernels of known models need; then sizes
# that a Reshape may ask for.
_STEPS = (8, 32, 128, 512, 2048, 8192, 32768, 131072)
_PIXELS = (32, 64, 128, 256, 512, 1024, 2048)
_OTHERS = (16, 24, 64, 96, 100, 224, 299, 331, 1, 2, 3, 4, 5, 6, 7, 10, 12, 20, 28, 48, 50, 192)
# Beyond what a model crops away: so much is left of its output.
_MARGIN = 16
# A size this much above one that is too small is near enough.
_NEAR = 1.1


def fixed_graphs(graph: Graph, read: Read, given: Shapes) -> Iterator[Graph]:
    """Yield the model with sizes for its open ones, as long as the caller asks for others.

    Keras only computes shapes for it; nothing is run.

    Args:
        graph: Of the model.
        read: Reads it with shapes for its inputs, without the batch.
        given: Shapes that are to be taken for some inputs or for all.

    Raises:
        UnsupportedModelError: No size fits that was tried.
        UsageError: A given shape does not fit its input.
    """
    if given:
        graph = read(given)
    if not _open_inputs(graph):
        yield graph
        return
    failure: Exception | None = None
    found = False
    previous = 0
    for size in _candidates(graph):
        try:
            fixed = read(_filled(graph, size, given))
        # The first error is the one to report: those of odd sizes, tried last, say less.
        except Exception as error:  # Keras raises anything where a size does not fit
            failure, previous = failure or error, max(previous, size)
            continue
        found = True
        yield from _tighter(graph, fixed, read, given, (previous, size))
        yield fixed
    if not found and failure is not None:
        raise no_size_fits(graph, failure) from failure


def is_open(graph: Graph) -> bool:
    """Tell whether an input leaves a size open besides the batch's."""
    return bool(_open_inputs(graph))


def no_size_fits(graph: Graph, error: Exception) -> UnsupportedModelError:
    """Return the error for a model that could not be run with any size."""
    opened = _open_inputs(graph)
    shapes = ", ".join(f"'{name}' ({_text(shape)})" for name, shape in opened.items())
    noun = "input" if len(opened) == 1 else "inputs"
    options = " ".join(
        f"--golden-shape {'' if len(graph.inputs) == 1 else f'{name}='}{_example(graph, shape)}"
        for name, shape in opened.items()
    )
    return UnsupportedModelError(
        f"model '{graph.name}': Keras cannot run it with any of the sizes that were tried for what "
        f"its {noun} {shapes} leave{'s' if len(opened) == 1 else ''} open, "
        f"{min(_candidates(graph))} to {max(_candidates(graph))} ({keras_reason(error)}). Give a "
        f"size for the golden vectors, which stays open in the export: {options}."
    )


def _open_inputs(graph: Graph) -> dict[str, Shape]:
    """Return the shapes without the batch of the inputs that leave sizes open, by name."""
    shapes = {ref.layer: graph.spec(ref).shape[1:] for ref in graph.inputs}
    return {name: shape for name, shape in shapes.items() if None in shape}


def _candidates(graph: Graph) -> tuple[int, ...]:
    first = _PIXELS if any(len(shape) > 2 for shape in _open_inputs(graph).values()) else _STEPS
    return tuple(dict.fromkeys((*first, *_OTHERS)))


def _filled(graph: Graph, size: int, given: Shapes) -> dict[str, Shape]:
    opened = _open_inputs(graph).items()
    sizes = {name: tuple(s or size for s in shape) for name, shape in opened}
    return {**given, **sizes}


def _tighter(
    graph: Graph, fixed: Graph, read: Read, given: Shapes, span: tuple[int, int]
) -> Iterator[Graph]:
    """Yield the model at a size little larger than what it crops away, if that is smaller."""
    failed, size = span
    left = [fixed.spec(ref).shape[1:-1] for ref in fixed.outputs]
    cropped = max((size - s for shape in left for s in shape[:1] if s), default=0)
    guess = cropped + _MARGIN
    best: Graph | None = None
    while failed and size > _NEAR * failed:
        middle = guess if failed < guess < size else (failed + size) // 2
        guess = 0  # from the outputs' sizes once, then by halves
        try:
            best, size = read(_filled(graph, middle, given)), middle
        except Exception:  # Keras raises anything where a size does not fit
            failed = middle
    if best is not None:
        yield best


def _text(shape: Shape) -> str:
    return ", ".join(map(str, shape))


def _example(graph: Graph, shape: Shape) -> str:
    """Return a shape of the right rank, larger than what was tried."""
    size = 2 * max(_candidates(graph))
    return ",".join(str(s or size) for s in shape)
