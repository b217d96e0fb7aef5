/** Styles of parts that few models need: on the page's first answer they would weigh. */

/**
 * @param {string} name of a file beside the page's scripts
 * @returns {Promise<void>} without them a part is plain, but works
 */
export function loadStyles(name) {
  // Not a style element: the Content-Security-Policy lets no inline styles through.
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(name, import.meta.url).href;
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve());
    document.head.append(link);
  });
}
