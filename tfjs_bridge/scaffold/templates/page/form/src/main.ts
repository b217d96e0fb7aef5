import { load } from './client';
import exampleJson from './example.json';
import { createField } from './field';
import { showOutputs } from './outputs';
import { element, latestOnly, reporting, sayReady } from './page';

const form = element('#form', HTMLFormElement);
const fields = element('#fields', HTMLElement);
const answer = element('#answer', HTMLElement);
const example: Record<string, unknown> = exampleJson; // a value for each input

await reporting(async () => {
  const { model } = await load('model'); // in public/
  const inputs = model.inputs.map((input) => createField(input, example[input.name]));
  fields.replaceChildren(...inputs.map(({ root }) => root));

  const predict = latestOnly(async () => {
    const values = Object.fromEntries(inputs.map(({ name, read }) => [name, read()]));
    const found = await model.predict(values as Parameters<typeof model.predict>[0]);
    showOutputs(answer, found, model.labels);
    sayReady(model);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    predict(undefined);
  });
  sayReady(model);
});
