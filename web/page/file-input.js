/** The ways in which files come to a part of the page: chosen, dropped or pasted. */

/**
 * Takes one file at a time.
 *
 * @param {{area: HTMLElement, input: HTMLInputElement, isShown: () => boolean}} place area: where it
 *   may be dropped; isShown: whether what is pasted or dropped is meant for it
 * @param {(file: File) => void} onFile
 */
export function listenForFile({ area, input, isShown }, onFile) {
  /** @param {FileList | null | undefined} files */
  const take = (files) => {
    const file = files?.[0];
    if (file !== undefined) {
      onFile(file);
    }
    return file !== undefined;
  };
  input.addEventListener('change', () => {
    take(input.files);
    input.value = ''; // the same file chosen twice would otherwise fire no change event
  });
  // On the document: Firefox and Safari fire paste at <body> while nothing editable has the focus.
  document.addEventListener('paste', (event) => {
    if (isShown() && take(event.clipboardData?.files)) {
      event.preventDefault();
    }
  });
  listenForDrops(area, ({ files }) => isShown() && take(files));
}

/**
 * Follows files that are dragged over an element and dropped on it, and marks it meanwhile by its
 * data-drop.
 *
 * @param {HTMLElement} area
 * @param {(transfer: DataTransfer) => void} onDrop
 */
export function listenForDrops(area, onDrop) {
  /** @param {DragEvent} event */
  const onDrag = (event) => {
    // A text that is dragged, such as one out of a text field, is left to the browser.
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault(); // otherwise the browser leaves the page and opens the file
      area.dataset.drop = String(event.type === 'dragover');
      if (event.type === 'drop') {
        onDrop(event.dataTransfer);
      }
    }
  };
  for (const type of /** @type {const} */ (['dragover', 'dragleave', 'drop'])) {
    area.addEventListener(type, onDrag);
  }
}
