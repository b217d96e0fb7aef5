import { copyText } from '../clipboard.js';
import { find } from '../dom.js';
import { createRunView } from './run-view.js';
import { createPromptField, createSettingsForm } from './text-form.js';
import { joinLink } from './text-link.js';
import { createWriter } from './writer.js';
import { createWrittenText } from './written-text.js';

/** @typedef {import('./writer.js').Source} Source */
/**
 * @typedef {object} TextController
 * @property {(source: Source) => void} use what writes from now on
 * @property {() => Promise<void>} rest ends what is being written
 */

/**
 * The settings, the text that is written by them, and the buttons.
 *
 * @param {HTMLElement} root
 * @param {import('../page-link.js').PageLink} link
 * @returns {TextController}
 */
export function createTextController(root, link) {
  const form = find(root, '#text-form', HTMLFormElement);
  const result = find(root, '#text-output', HTMLElement);
  const kept = Number(result.dataset.kept);
  const prompt = createPromptField(root);
  const settings = createSettingsForm(form);
  const run = createRunView(root, { kept });
  const text = createWrittenText(root, {
    kept,
    onShown: () => run.count(writer.progress()),
  });
  /** @type {string[]} */
  let vocabulary = [];
  let usualStart = '';

  const writer = createWriter({
    onBegin: (start) => text.begin(start, vocabulary),
    onWritten: text.add,
    onState(state) {
      text.flush();
      run.enter(state, writer.progress());
    },
    onError(error) {
      text.flush();
      run.fail(error);
    },
  });

  function begin() {
    const { length, sampling } = settings.read();
    if (prompt.isKnown()) {
      // A model has to read something before it can predict the first character.
      writer.write(prompt.text() || usualStart, length, sampling);
      // On a phone it is below the settings.
      result.scrollIntoView({ block: 'nearest' });
    } else {
      run.say(
        'Nothing was written: the beginning contains characters that the model does not know.',
      );
      prompt.focus();
    }
  }

  function proceed() {
    if (settings.isValid()) {
      const { length, sampling } = settings.read();
      writer.writeMore(length, sampling);
    }
  }

  async function copy() {
    if (await copyText(text.text())) {
      run.say('Copied');
    } else {
      text.select();
      run.say('Your browser does not let this page copy. The text is selected: copy it yourself.');
    }
  }

  joinLink(root, link, run.say);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    begin();
  });
  onClick(root, '#text-pause', () =>
    (root.dataset.run === 'paused' ? writer.resume : writer.pause)(),
  );
  onClick(root, '#text-stop', writer.stop);
  onClick(root, '#text-continue', proceed);
  onClick(root, '#text-copy', copy);
  return {
    use(source) {
      ({ vocabulary, usualStart } = source.generator);
      prompt.expect(vocabulary);
      writer.use(source);
    },
    rest: writer.stop,
  };
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @param {() => void} listener
 */
function onClick(root, selector, listener) {
  find(root, selector, HTMLButtonElement).addEventListener('click', () => listener());
}
