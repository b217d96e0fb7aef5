import { find } from '../dom.js';

/**
 * The ways in which a picture file comes to the tab: chosen, dropped on it, or pasted.
 *
 * @param {HTMLElement} root holds #choose-picture and #picture
 * @param {(file: File) => void} onFile
 * @returns {{dispose: () => void}}
 */
export function createPictureInput(root, onFile) {
  const listeners = new AbortController();
  const { signal } = listeners;
  const input = find(root, '#picture', HTMLInputElement);
  const button = find(root, '#choose-picture', HTMLButtonElement);
  button.addEventListener('click', () => input.click(), { signal });
  const onChosen = () => {
    give(input.files);
    input.value = ''; // so that the same file can be chosen again
  };
  input.addEventListener('change', onChosen, { signal });
  followDrops(root, give, signal);
  /** @param {ClipboardEvent} event */
  const onPaste = (event) => {
    if (!root.hidden && give(event.clipboardData?.files)) {
      event.preventDefault();
    }
  };
  document.addEventListener('paste', onPaste, { signal });

  /** @param {FileList | null | undefined} files */
  function give(files) {
    const file = files?.[0];
    if (file !== undefined) {
      onFile(file);
    }
    return file !== undefined;
  }

  return { dispose: () => listeners.abort() };
}

/**
 * Follows files that are dragged over the root and dropped on it, and marks it meanwhile.
 *
 * @param {HTMLElement} root
 * @param {(files: FileList | undefined) => void} onDrop
 * @param {AbortSignal} signal
 */
function followDrops(root, onDrop, signal) {
  /** @param {DragEvent} event */
  const onDrag = (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault(); // or the browser would leave the page for the file
      root.dataset.drop = String(event.type === 'dragover');
      if (event.type === 'drop') {
        onDrop(event.dataTransfer.files);
      }
    }
  };
  for (const type of /** @type {const} */ (['dragover', 'dragleave', 'drop'])) {
    root.addEventListener(type, onDrag, { signal });
  }
}
