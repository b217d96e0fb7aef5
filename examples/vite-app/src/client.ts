// Written by tfjs-bridge client. Changes are lost when it is written again, as it has to be when
// the model's inputs, outputs or labels change; not when its weights do.

/** The model fruit, with its names and shapes as types. */

import { ArtifactError, loadModel } from 'tfjs-bridge';
import type { LoadModelOptions, PredictOptions, ProvenModel } from 'tfjs-bridge';

/** What the model takes. The first size is the number of examples; null: any. */
export const inputs = [
  { name: 'size', shape: [null, 2], dtype: 'float32' },
  { name: 'weight', shape: [null, 1], dtype: 'float32' },
] as const;

/** What the model gives. */
export const outputs = [{ name: 'kind', shape: [null, 4], dtype: 'float32' }] as const;

/** The classes, by their numbers. */
export const labels = ['apple', 'banana', 'lemon', 'plum'] as const;

/** The name of a class. */
export type Label = (typeof labels)[number];

/** A typed array with the values row by row. */
type Numbers = ArrayLike<number> & ArrayBufferView;

/** What predict() takes. */
export type Inputs = {
  /** float32 of the shape [2]. */
  readonly size: readonly [number, number] | Numbers;
  /** float32 of the shape [1]. */
  readonly weight: number | readonly [number];
};

/** What predict() gives for it. */
export type Outputs = {
  /** float32 of the shape [4]. */
  kind: [number, number, number, number];
};

/** As for the library's predict(). */
export type Options = Omit<PredictOptions, 'as'>;

/** A class, and how likely the model finds it. */
export type Score = { readonly label: Label; readonly index: number; readonly score: number };

/** The best class, and the others behind it. */
export type Classification = Score & {
  /** The best ones, the best first. */
  readonly top: readonly Score[];
  /** Of all classes, by their numbers. */
  readonly scores: Float32Array;
};

/** The model, loaded. */
export type Client = {
  /** How the model runs, and its predict() for tensors and other forms. */
  readonly model: ProvenModel;
  /** Runs the model on one example. */
  predict(inputs: Inputs, options?: Options): Promise<Outputs>;
  /** Runs it on any number of examples, some of them at a time. */
  predictMany(examples: readonly Inputs[], options?: Options): Promise<Outputs[]>;
  /** Names the class of one example; top: how many classes, 5 by default. */
  classify(inputs: Inputs, options?: Options & { top?: number }): Promise<Classification>;
  /** Frees the model; a second call does nothing. */
  dispose(): void;
};

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
    return {
      model,
      predict: async (inputs, options) => (await model.predict(inputs, options)) as Outputs,
      async predictMany(examples, options) {
        if (examples.length === 0) {
          return [];
        }
        const columns = {
          size: examples.map((it) => it.size),
          weight: examples.map((it) => [it.weight].flat()),
        };
        const found = Object.entries(await model.predict(columns, options));
        const one = (i: number) => Object.fromEntries(found.map(([name, all]) => [name, all[i]]));
        return examples.map((_, i) => one(i) as Outputs);
      },
      async classify(inputs, { top, ...options } = {}) {
        const run = { ...options, as: 'typedArrays' } as const;
        const found = await model.predict(inputs, run);
        return ranked(found['kind' as string].data, top);
      },
      dispose: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Names scores, the best first. */
function ranked(given: Float32Array, top = 5): Classification {
  const scores = Float32Array.from(given);
  const all = labels
    .map((label, index) => ({ label, index, score: scores[index] ?? Number.NaN }))
    .sort((a, b) => b.score - a.score);
  const [best] = all as [Score, ...Score[]];
  return { ...best, top: all.slice(0, top), scores };
}

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
  same('labels', labels, model.labels ?? []);
}
