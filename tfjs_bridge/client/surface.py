"""The part of a client that says what load() gives: its calls, and the type of a classification."""

from __future__ import annotations

from typing import Final

from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.client.facts import Classes, fixed_count, picture_input, takes_many
from tfjs_bridge.client.literals import filled, string

_OPTIONS: Final = """\
/** As for the library's predict(). */
export type Options = Omit<PredictOptions, 'as'>;
"""
_MANY: Final = """\
  /** Runs it on any number of examples, some of them at a time. */
  predictMany(examples: readonly Inputs[], options?: Options): Promise<Outputs[]>;
"""
_VALUES: Final = """\
  /** Names the class of one example; top: how many classes, 5 by default. */
  classify(inputs: Inputs, options?: Options & { top?: number }): Promise<Classification>;
"""
_DIGIT: Final = """\
  /** Reads a picture of one digit, of any size; null: there is nothing on it. */
  classify(picture: PictureSource, options?: { top?: number }): Promise<Classification | null>;
"""
_TEXT: Final = """\
  /** Says what a text is about. */
  classify(text: string, options?: ClassifyOptions): Promise<Classification>;
  /** Says it of each of several texts. */
  classify(texts: readonly string[], options?: ClassifyOptions): Promise<Classification[]>;
"""
_PICTURE: Final = """\
  /** Says what a picture shows. */
  classify(picture: PictureSource, options?: ClassifyOptions): Promise<Classification>;
"""
_PICTURE_AND_MORE: Final = """\
  /** Says what a picture shows; inputs: the model's others. */
  classify(
    picture: PictureSource,
    options: ClassifyOptions & { inputs: Omit<Inputs, <<PICTURE>>> },
  ): Promise<Classification>;
"""
_CLASSIFY_OPTIONS: Final = """\
/** How an answer is given. */
export type ClassifyOptions = {
  /** How many classes; 5 by default. */
  top?: number;
  /** The least score of what is found, where there can be several labels; 0.5 by default. */
  threshold?: number;
  signal?: AbortSignal;
};
"""
_SCORE: Final = """\
/** A class, and how likely the model finds it. */
export type Score = { readonly label: Label; readonly index: number; readonly score: number };
"""
_CLASSIFICATION: Final = """\
/** The best class, and the others behind it. */
export type Classification = Score & {
  /** The best ones, the best first. */
  readonly top: readonly Score[];
<<MORE>>  /** Of all classes, by their numbers. */
  readonly scores: Float32Array;
};
"""
_OF_LIBRARY: Final = """\
  /** The best, where classes exclude each other; else those of the threshold or above. */
  readonly found: readonly Score[];
  /** Whether the scores are probabilities of classes that exclude each other. */
  readonly isDistribution: boolean;
"""


def surface(metadata: Metadata, classes: Classes | None) -> list[str]:
    """Return the types of options, of the loaded model and of its answers."""
    count = fixed_count(metadata)
    one = "one example" if count is None else f"{count} examples, which it takes at a time"
    calls = "".join(
        [
            "  /** How the model runs, and its predict() for tensors and other forms. */\n",
            "  readonly model: ProvenModel;\n",
            f"  /** Runs the model on {one}. */\n",
            "  predict(inputs: Inputs, options?: Options): Promise<Outputs>;\n",
            _MANY if takes_many(metadata) else "",
            "" if classes is None else _classify(metadata, classes),
            "  /** Frees the model; a second call does nothing. */\n",
            "  dispose(): void;\n",
        ]
    )
    client = f"/** The model, loaded. */\nexport type Client = {{\n{calls}}};\n"
    return [_OPTIONS, *_answers(classes), client]


def _answers(classes: Classes | None) -> list[str]:
    if classes is None:
        return []
    if classes.reading in ("picture", "text"):
        classification = filled(_CLASSIFICATION, MORE=_OF_LIBRARY)
        return [_CLASSIFY_OPTIONS, _SCORE, classification]
    return [_SCORE, filled(_CLASSIFICATION, MORE="")]


def _classify(metadata: Metadata, classes: Classes) -> str:
    if classes.reading == "picture" and len(metadata.inputs) > 1:
        return filled(_PICTURE_AND_MORE, PICTURE=string(picture_input(metadata) or ""))
    texts = {"picture": _PICTURE, "text": _TEXT, "digit": _DIGIT, "values": _VALUES}
    return texts[classes.reading]
