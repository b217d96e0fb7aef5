/**
 * Which names this server answers to. A web page elsewhere can make its own name point to this
 * machine (DNS rebinding), and its scripts could then read our answers as if they were its own. The
 * browser sends the name in the Host header, where it gives the page away.
 */

import { refused } from './errors.mjs';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param {string} host the address that is listened on
 * @param {string[]} allowed further names
 * @returns {import('express').RequestHandler}
 */
export function createHostCheck(host, allowed) {
  // On a network, we cannot know the names by which this machine is reached.
  const isOpen = !isLoopback(host) && allowed.length === 0;
  const others = allowed.map(inHeader);
  const names = [inHeader(host), ...LOOPBACK_NAMES, ...others];
  return (request, _response, next) => {
    const got = nameIn(request.headers.host ?? '');
    if (!isOpen && !names.includes(got)) {
      throw wrongHost(names, got);
    }
    // Other sites can send GET too, but without CORS headers their scripts cannot read the answer.
    if (!['GET', 'HEAD'].includes(request.method)) {
      checkOrigin(request.headers, others);
    }
    next();
  };
}

/**
 * A page elsewhere may not ask a model: browsers tell where a request is from.
 *
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string[]} allowed names of other hosts
 */
function checkOrigin({ origin, host }, allowed) {
  // Programs such as curl send no Origin; only browsers run other people's scripts.
  const from = origin === undefined ? host : origin.replace(/^https?:\/\//, '');
  const isOwn = from === host || (from !== undefined && allowed.includes(nameIn(from)));
  if (!isOwn) {
    const remedy = 'Ask from a page of this server, or start it with --allow-host';
    const parts = { problem: 'another site', expected: `${host}`, got: `${origin}`, remedy };
    throw refused(403, 'Origin', parts);
  }
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/**
 * @param {string} host
 * @returns {string} as it stands in a Host header
 */
function inHeader(host) {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host.toLowerCase();
}

/**
 * @param {string} header
 * @returns {string} without the port
 */
function nameIn(header) {
  return header.replace(/:\d*$/, '').toLowerCase();
}

/**
 * @param {string[]} names
 * @param {string} got
 */
function wrongHost(names, got) {
  return refused(403, 'Host', {
    problem: 'not a name of this server',
    expected: [...new Set(names)].join(' or '),
    got: got === '' ? 'none' : got,
    remedy: 'Use one of these, or start the server with --allow-host',
  });
}
