import { isBroken, isUsable } from './catalogue.mjs';

/** @typedef {import('express').RequestHandler} RequestHandler */
/** @typedef {import('./routes.mjs').Models} Models */

/** A busy model that sends nothing for longer counts as hanging. */
const QUIET_MS = 20_000;

/**
 * GET /api/models: what there is, and what is wrong with the rest.
 *
 * @param {Models} models
 * @returns {RequestHandler}
 */
export function createModelList({ catalogue, pool }) {
  return async (_request, response) => {
    const entries = await catalogue.scan();
    response.json({ models: entries.map((entry) => toJson(entry, pool)) });
  };
}

/**
 * @param {import('./catalogue.mjs').Entry} entry
 * @param {import('./pool.mjs').Pool} pool
 */
function toJson(entry, pool) {
  if (isBroken(entry)) {
    const { name: kind, message } = entry.error;
    return { name: entry.name, ok: false, error: { kind, message } };
  }
  const { name, kind, parameters, metrics } = entry;
  return { name, ok: true, kind, parameters, metrics, state: pool.about(name).state };
}

/**
 * GET /healthz: asks neither the disk nor a model, so that it answers whatever they do.
 *
 * @param {Models} models
 * @returns {RequestHandler}
 */
export function createHealth({ catalogue, pool }) {
  const start = performance.now();
  return (_request, response) => {
    const usable = catalogue.known().filter(isUsable);
    const models = usable.map(({ name }) => ({ name, ...pool.about(name), ...silenceOf(name) }));
    const ok = models.every((model) => !('silent_s' in model));
    const uptime = (performance.now() - start) / 1000;
    response.status(ok ? 200 : 503).json({ ok, models, uptime_s: tenths(uptime) });
  };

  /** @param {string} name */
  function silenceOf(name) {
    const silence = pool.silence(name);
    return silence > QUIET_MS && { silent_s: tenths(silence / 1000) };
  }
}

/** @param {number} seconds */
function tenths(seconds) {
  return Math.round(seconds * 10) / 10;
}
