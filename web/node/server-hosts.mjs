/**
 * Which names this server answers to. A web page elsewhere can make its own name point to this
 * machine (DNS rebinding), and would be read to as if it were ours; but its name is in the header.
 */

import { refused } from './server-errors.mjs';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param {string} host the address that is listened on
 * @param {string[]} allowed further names
 * @returns {import('express').RequestHandler}
 */
export function createHostCheck(host, allowed) {
  const isOpen = !isLoopback(host) && allowed.length === 0;
  const names = [inHeader(host), ...LOOPBACK_NAMES, ...allowed.map(inHeader)];
  return (request, _response, next) => {
    const got = nameIn(request.headers.host ?? '');
    next(isOpen || names.includes(got) ? undefined : wrongHost(names, got));
  };
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
