/**
 * Stands in for tfjs-vis's visor and for glamor, which styles it (build.mjs puts it there): glamor
 * adds a style sheet to the page, which the Content-Security-Policy forbids. Curves are drawn in the
 * page's own places, which need neither.
 */

export function visor() {
  throw new Error('charts: built without the visor of tfjs-vis; give an element to draw in');
}

/** @returns {string} no class */
export function css() {
  return '';
}
