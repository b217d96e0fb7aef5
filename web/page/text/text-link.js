/** The settings of a text in the page's link, from which others write the same text. */

import { find } from '../dom.js';
import { LONGEST_CHOICE, quoted } from '../page-link.js';
import { offerLink } from '../share-link.js';

/** @typedef {import('../page-link.js').Choices} Choices */

/** Fields of the form by their names in links; what they may hold is said in index.html. */
const FIELDS = {
  temperature: '#text-temperature',
  length: '#text-length',
  'top-k': '#text-top-k',
  seed: '#text-seed',
};

/**
 * Fills the form by the link, and names in the link what is chosen.
 *
 * @param {HTMLElement} root data-artifact: the model that writes
 * @param {import('../page-link.js').PageLink} link
 * @param {(words: string) => void} say
 */
export function joinLink(root, link, say) {
  const form = find(root, '#text-form', HTMLFormElement);
  const prompt = find(root, '#text-prompt', HTMLTextAreaElement);
  const model = root.dataset.artifact ?? '';
  const fields = Object.entries(FIELDS).map(([name, selector]) => ({
    name,
    input: find(form, selector, HTMLInputElement),
  }));

  /** @param {Choices} wanted what it does not name is as it is at first */
  function fill(wanted) {
    const named = wanted.get('model') ?? model;
    const start = wanted.get('start') ?? prompt.defaultValue;
    const isLong = start.length > LONGEST_CHOICE;
    const problems = fields.flatMap(({ name, input }) =>
      fillNumber(input, name, wanted.get(name) ?? input.defaultValue),
    );
    prompt.value = isLong ? prompt.defaultValue : start;
    for (const element of [prompt, ...fields.map(({ input }) => input)]) {
      element.dispatchEvent(new Event('input')); // as typing does; what follows it listens for that
    }
    link.tell(
      ...(named === model ? [] : [`there is no model ${quoted(named)} in this tab`]),
      ...(isLong ? [`its beginning has more than ${LONGEST_CHOICE} characters`] : []),
      ...problems,
    );
  }

  /** @returns {Choices} */
  function choices() {
    const valid = fields.filter(({ input }) => input.value !== '' && input.validity.valid);
    return new Map([
      ['model', model],
      ...(isTooLong(prompt) ? [] : [/** @type {[string, string]} */ (['start', prompt.value])]),
      ...valid.map(({ name, input }) => /** @type {[string, string]} */ ([name, input.value])),
    ]);
  }

  // Not at each key: browsers let a page write its address only so many times in a while.
  form.addEventListener('change', () => link.choose('text', choices()));
  form.addEventListener('submit', () => link.choose('text', choices()));
  offerLink(find(root, '#text-link', HTMLButtonElement), {
    ...{ link, tab: 'text', choices },
    say: (words) =>
      say(isTooLong(prompt) ? `${words}, without the beginning, which is too long for it` : words),
  });
  link.onFollow('text', fill);
  if (link.choices('text').size > 0) {
    fill(link.choices('text'));
  }
}

/** @param {HTMLTextAreaElement} prompt */
function isTooLong({ value }) {
  return value.length > LONGEST_CHOICE;
}

/**
 * @param {HTMLInputElement} input keeps what it has where it does not take the text as it is
 * @param {string} name
 * @param {string} text
 * @returns {string[]} what is wrong
 */
function fillNumber(input, name, text) {
  const before = input.value;
  input.value = text;
  // A field makes something else of what it does not take: nothing, or the nearest value.
  const isTaken = input.value === text || (text !== '' && Number(input.value) === Number(text));
  if (isTaken && input.validity.valid) {
    return [];
  }
  input.value = before;
  return [`${name} cannot be ${quoted(text)}`];
}
