import type { ProvenModel } from 'tfjs-bridge';
import { make } from './page';

type Input = ProvenModel['inputs'][number];

/** What a visitor fills in for one input of the model. */
export interface Field {
  name: string;
  root: HTMLElement;
  /** Returns the value; throws an error that names the input if there is none. */
  read(): unknown;
}

/** So many numbers still fit on a form, each with a field of its own. */
const MOST_FIELDS = 32;

/** Makes fields for a few single values, and one for JSON for everything else. */
export function createField({ name, shape, dtype }: Input, example: unknown): Field {
  const count = shape.length === 2 ? shape[1] : shape.length < 2 ? 1 : null;
  const isOneExample = shape.length === 0 || shape[0] === null || shape[0] === 1;
  if (!isOneExample || count === null || count > MOST_FIELDS) {
    return jsonField(name, example);
  }
  const values = Array.isArray(example) ? example : [example];
  const inputs = Array.from({ length: count }, (_, i) => makeInput(String(dtype), values[i]));
  const root = make('fieldset');
  root.append(make('legend', name));
  inputs.forEach((input, i) => {
    const label = make('label', count === 1 ? '' : `${i} `);
    input.ariaLabel = count === 1 ? name : `${name}, value ${i}`;
    label.append(input);
    root.append(label);
  });
  const read = () => inputs.map((input) => readInput(input, name));
  return { name, root, read: shape.length === 2 ? read : () => read()[0] };
}

function makeInput(dtype: string, value: unknown): HTMLInputElement {
  const input = make('input');
  if (dtype === 'bool') {
    input.type = 'checkbox';
    input.checked = Boolean(value);
    return input;
  }
  input.type = dtype === 'string' ? 'text' : 'number';
  input.step = dtype.startsWith('int') ? '1' : 'any';
  input.required = dtype !== 'string';
  input.value = value === undefined ? '' : String(value);
  return input;
}

function readInput(input: HTMLInputElement, name: string): number | boolean | string {
  if (input.type === 'checkbox') {
    return input.checked;
  }
  if (input.type === 'text') {
    return input.value;
  }
  if (Number.isNaN(input.valueAsNumber)) {
    throw new Error(`${name}: expected a number, got ${input.value || 'nothing'}.`);
  }
  return input.valueAsNumber;
}

function jsonField(name: string, example: unknown): Field {
  const root = make('label', `${name}, as JSON:`);
  const text = make('textarea');
  text.value = example === undefined ? '' : JSON.stringify(example);
  root.append(text);
  const read = () => {
    try {
      return JSON.parse(text.value);
    } catch {
      throw new Error(`${name}: not valid JSON; expected arrays within arrays of numbers.`);
    }
  };
  return { name, root, read };
}
