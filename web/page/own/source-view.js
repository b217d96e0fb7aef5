import { find, make } from '../dom.js';
import { listenForDrops } from '../file-input.js';
import { chosenFiles, droppedFiles, findModels } from './chosen-files.js';
import { createAddressReader, createFileReader } from './readers.js';

/** @typedef {import('../../src/artifact/artifact.js').Reader} Reader */
/**
 * @typedef {object} SourceDeps
 * @property {(reader: Reader) => void} onReader a model was chosen
 * @property {(error: unknown) => void} onError what was chosen cannot be one
 * @property {(file: File) => boolean} takeInput whether a single file is a picture, or a
 *   table, for the model that is loaded
 */

/**
 * The ways to choose a model: a folder, its files, by dropping, or by an address.
 *
 * @param {HTMLElement} root
 * @param {SourceDeps} deps
 */
export function createSourceView(root, { onReader, onError, takeInput }) {
  const choices = find(root, '#own-choices', HTMLElement);

  /** @param {() => Promise<Map<string, File>> | Map<string, File>} get */
  async function take(get) {
    choices.replaceChildren();
    try {
      const files = await get();
      const [first] = files.values();
      // The upper box is the larger target, and it is where a dragged file arrives first.
      if (files.size === 1 && takeInput(first)) {
        return;
      }
      const models = findModels(files);
      if (models.length === 1) {
        onReader(createFileReader(models[0]));
      } else {
        choices.append(make('p', '', 'There are several models. Which one?'));
        choices.append(...models.map((model) => choiceOf(model, onReader)));
      }
    } catch (error) {
      onError(error);
    }
  }

  for (const id of ['#own-folder', '#own-files']) {
    const input = find(root, id, HTMLInputElement);
    const takeChosen = async () => {
      await take(() => chosenFiles(input.files ?? []));
      input.value = ''; // the same folder can be chosen again, after it was mended
    };
    input.addEventListener('change', takeChosen);
    // The form is there before this code is loaded: what was chosen meanwhile counts.
    if (input.files?.length) {
      takeChosen();
    }
  }
  listenForDrops(find(root, '#own-source', HTMLElement), (transfer) =>
    take(() => droppedFiles(transfer)),
  );
  find(root, '#own-address', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    choices.replaceChildren();
    try {
      onReader(createAddressReader(find(root, '#own-url', HTMLInputElement).value));
    } catch (error) {
      onError(error);
    }
  });
}

/**
 * @param {import('./chosen-files.js').ModelFolder} model
 * @param {SourceDeps['onReader']} onReader
 */
function choiceOf(model, onReader) {
  const button = make('button', 'button', model.label);
  button.addEventListener('click', () => onReader(createFileReader(model)));
  return button;
}
