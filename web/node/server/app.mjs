import compression from 'compression';
import express from 'express';
import helmet from 'helmet';
import { answerTo, refused } from './errors.mjs';
import { notFound } from './files.mjs';

/** @typedef {import('express').RequestHandler} RequestHandler */
/** @typedef {import('./routes.mjs').Route} Route */
/** @typedef {import('./log.mjs').Log} Log */

const SELF = ["'self'"];
const NONE = ["'none'"];

/** What the page needs and no more: its own files, and WebAssembly. */
const HEADERS = helmet({
  contentSecurityPolicy: {
    useDefaults: false, // they would send a browser to HTTPS, which this server does not speak
    directives: {
      defaultSrc: SELF,
      // Without it, compiling WebAssembly counts as eval(), and the page falls back to cpu.
      scriptSrc: [...SELF, "'wasm-unsafe-eval'"],
      baseUri: NONE,
      formAction: NONE,
      frameAncestors: NONE,
      objectSrc: NONE,
    },
  },
  // Browsers ignore it over plain HTTP (RFC 6797, section 8.1).
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
});

/** @type {import('compression').CompressionFilter} weights are noise: packing saves nothing */
const isWorthPacking = (request, response) =>
  response.getHeader('Content-Type') !== 'application/octet-stream' &&
  compression.filter(request, response);

/** @type {RequestHandler} */
const noStore = (_request, response, next) => {
  response.set('Cache-Control', 'no-store'); // files say otherwise
  next();
};

/**
 * @param {Route[]} routes
 * @param {{hostCheck: RequestHandler, log: Log}} options
 * @returns {import('express').Express}
 */
export function createApp(routes, { hostCheck, log }) {
  const app = express();
  // The page's relative addresses need the slash in /web/; the route of /web redirects there.
  app.enable('strict routing');
  app.enable('case sensitive routing');
  // The log comes first, so that it also has the requests that are refused.
  app.use(log.requests, HEADERS, noStore, hostCheck, compression({ filter: isWorthPacking }));
  for (const { path, get, post } of routes) {
    const route = app.route(path);
    get && route.get(get);
    post && route.post(post);
    // Express answers HEAD with the handler of GET.
    route.all(refuseMethod(get ? 'GET, HEAD' : 'POST'));
  }
  app.use((request) => {
    throw notFound(request.path);
  });
  app.use(createErrorHandler(log));
  return app;
}

/** @param {string} allowed */
function refuseMethod(allowed) {
  return (/** @type {import('express').Request} */ { method, path }) => {
    const remedy = 'Use another method';
    const parts = { problem: 'wrong method', expected: allowed, got: method, remedy };
    throw refused(405, path, parts, { Allow: allowed });
  };
}

/**
 * @param {Log} log
 * @returns {import('express').ErrorRequestHandler}
 */
function createErrorHandler(log) {
  // Express tells error handlers by their four parameters.
  return (error, _request, response, _next) => {
    if (response.headersSent || response.destroyed) {
      response.destroy(); // what was sent already must not pass for the whole answer
      return;
    }
    const { status, headers, kind, message } = answerTo(error);
    if (status === 500) {
      // The client is not told what happened, so this is the only trace.
      log.failure(error);
    }
    response.status(status).set(headers).json({ ok: false, error: { kind, message, status } });
  };
}
