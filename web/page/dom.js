/**
 * @template {Element} T
 * @param {ParentNode} root lookups never leave it
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 * @throws {Error} if the page and its script do not fit each other
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  // index.html and the scripts are cached apart: after an update one may be newer than the other.
  if (!(element instanceof type)) {
    throw new Error(`page: no ${type.name} at ${selector}. Rebuild it with "npm run build".`);
  }
  return element;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function make(tag, className, text = '') {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function context2d(canvas) {
  const context = canvas.getContext('2d');
  // Safari gives none where its memory for canvases is used up.
  if (context === null) {
    throw new Error('page: this browser cannot draw on a canvas. Use another browser.');
  }
  return context;
}
