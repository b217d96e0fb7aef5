/**
 * The ways in which a picture file comes: chosen, dropped, or pasted.
 *
 * @param {{area: HTMLElement, input: HTMLInputElement, isSeen: () => boolean}} place area: where it
 *   may be dropped; isSeen: whether what is pasted is meant for it
 * @param {(file: File) => void} onFile
 */
export function listenForFiles({ area, input, isSeen }, onFile) {
  /** @param {FileList | null | undefined} files */
  const give = (files) => {
    const file = files?.[0];
    if (file !== undefined) {
      onFile(file);
    }
    return file !== undefined;
  };
  input.addEventListener('change', () => {
    give(input.files);
    input.value = ''; // so that the same file can be chosen again
  });
  document.addEventListener('paste', (event) => {
    if (isSeen() && give(event.clipboardData?.files)) {
      event.preventDefault();
    }
  });
  followDrops(area, (files) => isSeen() && give(files));
}

/**
 * @param {HTMLElement} area
 * @param {(files: FileList) => void} onDrop
 */
function followDrops(area, onDrop) {
  /** @param {DragEvent} event */
  const onDrag = (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault(); // or the browser would leave the page for the file
      area.dataset.drop = String(event.type === 'dragover');
      if (event.type === 'drop') {
        onDrop(event.dataTransfer.files);
      }
    }
  };
  for (const type of /** @type {const} */ (['dragover', 'dragleave', 'drop'])) {
    area.addEventListener(type, onDrag);
  }
}
