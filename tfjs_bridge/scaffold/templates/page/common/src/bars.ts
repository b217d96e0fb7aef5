import { make } from './page';

export interface Bar {
  label: string;
  value: number;
}

/** Shows values with their labels; as bars where they are shares of a whole. */
export function showBars(list: Element, bars: readonly Bar[], areShares: boolean): void {
  list.replaceChildren(...bars.map((bar) => makeBar(bar, areShares)));
}

function makeBar({ label, value }: Bar, isShare: boolean): HTMLElement {
  const item = make('li');
  const text = isShare ? `${(100 * value).toFixed(1)} %` : Number(value.toPrecision(6)).toString();
  item.append(make('span', label), make('span', text));
  if (isShare) {
    const meter = make('meter');
    meter.value = value;
    meter.ariaLabel = label;
    item.append(meter);
  }
  return item;
}
