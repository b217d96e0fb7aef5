/**
 * What comes with a request: its body, of a known type and limited size, read whole and checked key by
 * key; and whether the client still waits for the response.
 */

import express from 'express';
import { levelsIn } from '../../src/artifact/integrity.js';
import { messageOf } from '../../src/errors.js';
import { expectedNumber } from '../options/number-ranges.mjs';
import { refused } from './errors.mjs';

/** @typedef {Record<string, unknown>} Fields */

// Fits a seed text of 10,000 characters, even if each is written as \uXXXX.
const JSON_BYTES = 64 * 1024;
/** As telephones take them, of 12 million pixels. */
const PHOTO_BYTES = 4 * 1024 * 1024;

/** Bytes that a body of each type may have. */
export const JSON_LIMIT = { 'application/json': JSON_BYTES };
export const PICTURE_LIMIT = {
  'image/png': 1024 * 1024,
  'image/jpeg': PHOTO_BYTES,
  'image/webp': PHOTO_BYTES,
  ...JSON_LIMIT,
};

const MOST_LEVELS = 32;

const REMEDY = 'See /openapi.json';

/**
 * @param {import('express').Request} request
 * @param {import('express').Response} response
 * @param {Record<string, number>} limits bytes, by media type
 * @returns {Promise<{type: string, bytes: Buffer}>}
 * @throws {import('./errors.mjs').RequestError} for another type; 413 where it is too large
 */
export async function readBody(request, response, limits) {
  const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  // `in` would let "constructor" pass for a media type.
  if (!Object.hasOwn(limits, type)) {
    const expected = Object.keys(limits).join(' or ');
    const parts = { problem: 'not supported', expected, got: type || 'none', remedy: REMEDY };
    throw refused(415, 'Content-Type', parts);
  }
  // Packed bodies are refused: their size is not known before they are unpacked.
  const parse = express.raw({ type: () => true, limit: limits[type], inflate: false });
  await new Promise((resolve, reject) => {
    parse(request, response, (error) => (error ? reject(error) : resolve(null)));
  });
  return { type, bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}

/**
 * @param {Uint8Array} bytes
 * @param {string[]} keys that it may have; another one is an error and never dropped
 * @returns {Fields}
 */
export function parseFields(bytes, keys) {
  const json = parseJson(bytes);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw wrong('body', 'wrong value', 'an object', shown(json));
  }
  const other = Object.keys(json).find((key) => !keys.includes(key));
  if (other !== undefined) {
    throw wrong('body', 'unknown key', keys.join(', '), shown(other));
  }
  return /** @type {Fields} */ (json);
}

/** @param {Uint8Array} bytes */
function parseJson(bytes) {
  // What is nested deeper could not be sent to a thread, or be shown.
  if (levelsIn(bytes) > MOST_LEVELS) {
    throw wrong('body', 'too deeply nested', `at most ${MOST_LEVELS} levels of brackets`, 'more');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw wrong('body', 'not valid JSON', 'UTF-8 JSON', `an error (${messageOf(error)})`);
  }
}

/**
 * @param {Fields} fields
 * @param {string} key
 * @param {number} most characters
 * @returns {string | undefined} undefined where the key is not there
 */
export function textOf(fields, key, most) {
  const value = fields[key];
  if (value !== undefined && (typeof value !== 'string' || value.length > most)) {
    const got = typeof value === 'string' ? `${value.length}` : shown(value);
    throw wrong(key, 'wrong value', `a string of at most ${most} characters`, got);
  }
  return value;
}

/**
 * @param {Fields} fields
 * @param {string} key
 * @param {import('../options/number-ranges.mjs').NumberRange} range
 * @returns {number | undefined} undefined where the key is not there
 */
export function numberOf(fields, key, range) {
  const { least, most, isWhole } = range;
  const value = fields[key];
  if (value === undefined) {
    return undefined;
  }
  const isFit = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (typeof value !== 'number' || !isFit || value < least || value > most) {
    throw wrong(key, 'wrong value', expectedNumber(range), shown(value));
  }
  return value;
}

/**
 * @param {string} object
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function wrong(object, problem, expected, got) {
  return refused(400, object, { problem, expected, got, remedy: REMEDY });
}

/**
 * @param {unknown} value of JSON
 * @returns {string} as JSON, truncated
 */
function shown(value) {
  const json = typeof value === 'number' ? `${value}` : JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}

/**
 * @param {import('express').Response} response
 * @returns {AbortSignal} aborted when the client disconnects before its response is complete
 */
export function disconnectSignal(response) {
  const disconnected = new AbortController();
  response.once('close', () => {
    // "close" is also emitted after complete responses.
    if (!response.writableFinished) {
      disconnected.abort();
    }
  });
  return disconnected.signal;
}
