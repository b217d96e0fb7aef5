"""The part of a client that runs: load(), and what it checks."""

from __future__ import annotations

from typing import Final

from tfjs_bridge.artifact.metadata import Metadata, TensorSpec
from tfjs_bridge.client.facts import Classes, picture_input, taken_inputs, takes_many
from tfjs_bridge.client.literals import access, filled, property_name, string

_LOAD: Final = """\
/**
 * Loads the artifact, and runs its golden vectors: what you get gives Keras's numbers.
 *
 * Throws ArtifactError if it is damaged, or not the one that this client was written for.
 */
export async function load(
  location: string | URL,
  options: LoadModelOptions = {},
): Promise<Client> {
  const model = await loadModel(location, options);
  try {
    check(model);
<<PREPARATIONS>>    return {
      model,
<<CALLS>>      dispose: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
"""
_CHECK: Final = """\
/** Refuses an artifact with other inputs, outputs or labels than those above. */
function check(model: ProvenModel): void {
  const same = (part: string, expected: readonly unknown[], got: readonly unknown[]) => {
    for (let i = 0; i < Math.max(expected.length, got.length); i += 1) {
      const [wanted, found] = [expected[i], got[i]].map((it) => JSON.stringify(it) ?? 'none');
      if (wanted !== found) {
        throw new ArtifactError(
          `${model.label}: not the artifact that this client was written for, by its ${part}; ` +
            `expected ${wanted}, got ${found}. ` +
            'Load that one, or write the client again: tfjs-bridge client DIR --out FILE.',
        );
      }
    }
  };
  const plain = (ends: ProvenModel['inputs']) =>
    ends.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  same('inputs', inputs, plain(model.inputs));
  same('outputs', outputs, plain(model.outputs));
  same('labels', <<LABELS>>, model.labels ?? []);
}
"""
_PREPARED: Final = """\
    const prepared = async (picture: PictureSource | <<VALUES>>) =>
      picture instanceof <<VALUES>> ? picture : await preparePicture(model, picture);
"""
_DIGITS: Final = """\
    const digits = model.preprocessing;
    if (digits?.kind !== 'mnist-digit') {
      throw new ArtifactError(
        `${model.label}: nothing says how pictures of digits are prepared; expected ` +
          `preprocessing "mnist-digit", got ${digits?.kind ?? 'none'}. Load another artifact.`,
      );
    }
"""
_PREDICT: Final = """\
      predict: async (inputs, options) => (await model.predict(inputs, options)) as Outputs,
"""
_PREDICT_PICTURE: Final = """\
      async predict(inputs, options) {
        const given = { ...inputs, <<PICTURE>>: await prepared(inputs<<ACCESS>>) };
        return (await model.predict(given, options)) as Outputs;
      },
"""
_PREDICT_MANY: Final = """\
      async predictMany(examples, options) {
        if (examples.length === 0) {
          return [];
        }
        const columns = {
<<COLUMNS>>        };
        const found = Object.entries(await model.predict(columns, options));
        const one = (i: number) => Object.fromEntries(found.map(([name, all]) => [name, all[i]]));
        return examples.map((_, i) => one(i) as Outputs);
      },
"""
_CLASSIFY_PICTURE: Final = """\
      classify: async (picture, options) =>
        (await classifier.classify(picture, options)) as Classification,
"""
_CLASSIFY_TEXT: Final = "      classify: classifier.classify as Client['classify'],\n"
_CLASSIFY_VALUES: Final = """\
      async classify(inputs, { top, ...options } = {}) {
        const run = { ...options, as: 'typedArrays' } as const;
        const found = await model.predict(inputs, run);
        return ranked(found[<<OUTPUT>> as string].data, top);
      },
"""
_CLASSIFY_DIGIT: Final = """\
      async classify(picture, { top } = {}) {
        const { ink, width, height } = inkOf(await readPicture(picture));
        const input = normalizeDigit(ink, width, height, digits);
        if (input === null) {
          return null;
        }
        const run = { as: 'typedArrays' } as const;
        const found = await model.predict({ <<INPUT>>: input }, run);
        return ranked(found[<<OUTPUT>> as string].data, top);
      },
"""
_RANKED: Final = """\
/** Names scores, the best first. */
function ranked(given: Float32Array, top = 5): Classification {
  const scores = <<SCORES>>;
  const all = labels
    .map((label, index) => ({ label, index, score: scores[index] ?? Number.NaN }))
    .sort((a, b) => b.score - a.score);
  const [best] = all as [Score, ...Score[]];
  return { ...best, top: all.slice(0, top), scores };
}
"""
# One value says how likely the second of two classes is.
_OF_TWO: Final = "Float32Array.from([1 - (given[0] ?? Number.NaN), ...given])"


def loading(metadata: Metadata, classes: Classes | None) -> list[str]:
    """Return load(), and the functions that it needs."""
    calls = _predict(metadata)
    if takes_many(metadata):
        columns = "".join(_column(spec, metadata) for spec in taken_inputs(metadata))
        calls += filled(_PREDICT_MANY, COLUMNS=columns)
    if classes is not None:
        calls += _classify(metadata, classes)
    load = filled(_LOAD, PREPARATIONS=_preparations(metadata, classes), CALLS=calls)
    labels = "[]" if metadata.labels is None else "labels"
    return [load, *_ranked(classes), filled(_CHECK, LABELS=labels)]


def _ranked(classes: Classes | None) -> list[str]:
    """Return what names scores, where no classifier of the library does."""
    if classes is None or classes.reading in ("picture", "text"):
        return []
    is_each = classes.output.shape[1] == classes.count
    return [filled(_RANKED, SCORES="Float32Array.from(given)" if is_each else _OF_TWO)]


def _preparations(metadata: Metadata, classes: Classes | None) -> str:
    """Return what is made once, for the calls."""
    lines = ""
    name = picture_input(metadata)
    if name is not None:
        dtype = next(spec.dtype for spec in metadata.inputs if spec.name == name)
        lines += filled(_PREPARED, VALUES="Int32Array" if dtype == "int32" else "Float32Array")
    if classes is not None and classes.reading == "digit":
        lines += _DIGITS
    if classes is not None and classes.reading in ("picture", "text"):
        make = "createImageClassifier" if classes.reading == "picture" else "createTextClassifier"
        given = [] if metadata.labels is not None else ["labels"]
        if len(metadata.outputs) > 1:
            given.append(f"output: {string(classes.output.name)}")
        options = f", {{ {', '.join(given)} }}" if given else ""
        lines += f"    const classifier = {make}(model{options});\n"
    return lines


def _predict(metadata: Metadata) -> str:
    name = picture_input(metadata)
    if name is None:
        return _PREDICT
    return filled(_PREDICT_PICTURE, PICTURE=property_name(name), ACCESS=access(name))


def _column(spec: TensorSpec, metadata: Metadata) -> str:
    value = f"it{access(spec.name)}"
    if spec.name == picture_input(metadata):
        values = f"await Promise.all(examples.map((it) => prepared({value})))"
    # A list of numbers may be one example; a list of lists of one number is many.
    elif list(spec.shape[1:]) == [1]:
        values = f"examples.map((it) => [{value}].flat())"
    else:
        values = f"examples.map((it) => {value})"
    return f"          {property_name(spec.name)}: {values},\n"


def _classify(metadata: Metadata, classes: Classes) -> str:
    texts = {
        "picture": _CLASSIFY_PICTURE,
        "text": _CLASSIFY_TEXT,
        "digit": _CLASSIFY_DIGIT,
        "values": _CLASSIFY_VALUES,
    }
    given = property_name(metadata.inputs[0].name)
    # As any string: the type of toString would be that of every object's.
    output = string(classes.output.name)
    return filled(texts[classes.reading], OUTPUT=output, INPUT=given)
