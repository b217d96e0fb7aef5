/**
 * Where a model is from, in words: two with one name are told apart by it. Pure.
 *
 * @param {string} label of an artifact: its address, or the name of what was chosen or trained
 * @returns {string}
 */
export function originOf(label) {
  if (/(^|\/)exported\/pretrained\//.test(label)) {
    return 'Came with tfjs-bridge';
  }
  if (label.includes('/exported/') || label.startsWith('exported/')) {
    return 'Exported on this server';
  }
  return label.startsWith('trained-here-') ? 'Trained on this page' : 'From your files';
}
