import { showBars } from './bars';
import { make } from './page';

type Labels = readonly string[] | null;

/** So much of a large output is shown. */
const MOST_CHARACTERS = 5000;

/** Shows each output of the model below its name. */
export function showOutputs(root: Element, outputs: Record<string, unknown>, labels: Labels): void {
  const parts = Object.entries(outputs).map(([name, value]) => {
    const part = make('section');
    part.append(make('h2', name), showValue(value, labels));
    return part;
  });
  root.replaceChildren(...parts);
}

function showValue(value: unknown, labels: Labels): HTMLElement {
  const values = Array.isArray(value) ? value : [value];
  if (!values.every((it) => typeof it === 'number') || values.length > 1000) {
    return make('pre', JSON.stringify(value).slice(0, MOST_CHARACTERS));
  }
  if (values.length === 1) {
    return make('p', Number(values[0].toPrecision(6)).toString());
  }
  const list = make('ol');
  list.className = 'bars';
  const isLabelled = labels !== null && labels.length === values.length;
  const labelOf = (i: number) => (isLabelled ? labels[i] : `${i}`);
  const bars = values.map((it, i) => ({ label: labelOf(i), value: it }));
  const areShares = isDistribution(values);
  showBars(list, areShares ? bars.sort((a, b) => b.value - a.value) : bars, areShares);
  return list;
}

/** Whether the values are probabilities of classes that exclude each other. */
function isDistribution(values: readonly number[]): boolean {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.length > 1 && values.every((value) => value >= 0) && Math.abs(sum - 1) < 1e-3;
}
