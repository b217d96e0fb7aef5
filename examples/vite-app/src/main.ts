import { type Inputs, type Label, load, type Score } from './client';

// One entry for each label: a kind that is missing or misspelt here is an error of the compiler.
const ARTICLES: Record<Label, string> = {
  apple: 'An apple',
  banana: 'A banana',
  lemon: 'A lemon',
  plum: 'A plum',
};

const form = find('#form', HTMLFormElement);
const kind = find('#kind', HTMLElement);
const kinds = find('#kinds', HTMLElement);
const status = find('#status', HTMLElement);

try {
  const client = await load('model'); // in public/, which Vite copies into the site
  const { backend, selfTest } = client.model;
  const show = async () => {
    if (!form.checkValidity()) {
      kind.textContent = 'Fill in three numbers.';
      kinds.replaceChildren();
      return;
    }
    const { label, top } = await client.classify(measures());
    kind.textContent = `${ARTICLES[label]}.`;
    kinds.replaceChildren(...top.map(bar));
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault()); // Enter would load the page anew
  await show();
  const difference = selfTest.largestDifference.toExponential(0);
  status.textContent = `On ${backend}, within ${difference} of Keras's numbers.`;
} catch (error) {
  status.textContent = error instanceof Error ? error.message : String(error);
}

/** Reads the form, as the model takes it: by the names and shapes that the client knows. */
function measures(): Inputs {
  const value = (name: string) => Number(new FormData(form).get(name));
  return { size: [value('length'), value('width')], weight: value('weight') };
}

function bar({ label, score }: Score): HTMLElement {
  const item = document.createElement('li');
  const meter = document.createElement('meter');
  meter.value = score;
  meter.ariaLabel = label;
  const [name, share] = [label, `${(100 * score).toFixed(1)} %`].map((text) => {
    const part = document.createElement('span');
    part.textContent = text;
    return part;
  });
  item.append(name, meter, share);
  return item;
}

/** Finds the one element that a selector names. */
function find<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`${selector}: not on the page`);
  return found;
}
