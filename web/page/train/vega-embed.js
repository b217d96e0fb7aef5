/**
 * Stands in for the package vega-embed, by which tfjs-vis draws (build.mjs puts it there): that one
 * evaluates strings as code and adds style sheets, both of which the page's Content-Security-Policy
 * forbids. Here expressions are interpreted, and the page's own colours are used.
 */

import { Error as LOG_ERRORS, parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';

/** @type {WeakMap<HTMLElement, View>} what was drawn where, to be finalized before it is redrawn */
const views = new WeakMap();

/** With more than this points are not marked on the line. */
const MOST_POINTS = 30;

/**
 * @param {HTMLElement} element data-first and data-step: what the line's places count on the x axis,
 *   of which tfjs-vis knows the index alone
 * @param {any} spec of vega-lite, as tfjs-vis makes it
 * @returns {Promise<void>}
 */
export default async function embed(element, spec) {
  const first = Number(element.dataset.first ?? 0);
  const step = Number(element.dataset.step ?? 1);
  const values = spec.data.values.map((/** @type {any} */ value) => ({
    ...value,
    x: first + step * value.x,
  }));
  const config = configOf(element, spec.config, values.length);
  const described = { ...spec, data: { values }, config, description: element.ariaLabel };
  const compiled = compile(described).spec;
  // As a tree, not as code.
  const runtime = parse(compiled, undefined, /** @type {any} */ ({ ast: true }));
  const options = /** @type {any} */ ({ expr: expressionInterpreter, logLevel: LOG_ERRORS });
  // A view that is not finalized keeps its listeners and timers after its element is gone.
  views.get(element)?.finalize();
  const view = new View(runtime, options);
  views.set(element, view);
  view.description(element.ariaLabel ?? '');
  await view.initialize(element).runAsync();
}

/**
 * @param {HTMLElement} element
 * @param {{axis: object, legend: object}} config
 * @param {number} points
 */
function configOf(element, config, points) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ token) => style.getPropertyValue(token).trim();
  const words = { labelColor: colour('--muted'), titleColor: colour('--muted') };
  const fonts = { labelFont: style.fontFamily, titleFont: style.fontFamily, titleFontWeight: 400 };
  const lines = { gridColor: colour('--line'), domainColor: colour('--line'), ticks: false };
  return {
    ...config,
    background: 'transparent',
    view: { stroke: 'transparent' },
    axis: { ...config.axis, ...words, ...fonts, ...lines },
    axisX: { grid: false, tickMinStep: 1, format: ',d' },
    axisY: { tickCount: 4 },
    legend: { ...config.legend, ...words, ...fonts, orient: 'top', symbolType: 'stroke' },
    line: { point: points <= MOST_POINTS ? { size: 30 } : false, strokeWidth: 2 },
  };
}
