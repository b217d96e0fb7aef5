import { visible } from '../visible-text.js';
import { inconsistent } from './faults.js';

/** Of a file of an artifact: no slashes and no leading dot. */
export const FILE_NAME = /^[A-Za-z0-9][-A-Za-z0-9._]*$/;

/**
 * A value in a JSON file, with the way to it, so that a wrong one can be named.
 *
 * Reading through fields turns `unknown` into checked types without a cast.
 */
export class JsonField {
  /**
   * @param {string} file the file's name, as the user knows it
   * @param {string} path keys from the top, such as "golden.inputs[0].shape"; "" for the top
   * @param {unknown} value
   */
  constructor(file, path, value) {
    this.file = file;
    this.path = path;
    this.value = value;
  }

  /**
   * @param {string} expected in words
   * @returns {never}
   */
  refuse(expected) {
    const object = this.path === '' ? this.file : `${this.file}, ${this.path}`;
    const isMissing = this.value === undefined;
    const problem = isMissing ? 'missing' : 'wrong value';
    throw inconsistent(object, problem, expected, isMissing ? 'nothing' : shown(this.value));
  }

  /** @returns {Record<string, unknown>} */
  object() {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse('an object');
    }
    return /** @type {Record<string, unknown>} */ (value);
  }

  /**
   * @param {string} name
   * @returns {JsonField} the value under a key of this object
   */
  key(name) {
    const object = this.object();
    // A plain lookup would also find inherited properties, such as "constructor".
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return new JsonField(this.file, pathTo(this.path, name), value);
  }

  /**
   * @param {string} path
   * @returns {JsonField} the same value under another name
   */
  called(path) {
    return new JsonField(this.file, path, this.value);
  }

  /** @returns {[string, JsonField][]} the keys and values of this object */
  entries() {
    return Object.keys(this.object()).map((name) => [name, this.key(name)]);
  }

  /**
   * @template T
   * @param {(field: JsonField) => T} read
   * @returns {T[]} the items of this list
   */
  items(read) {
    if (!Array.isArray(this.value)) {
      this.refuse('a list');
    }
    return this.value.map((item, i) => read(new JsonField(this.file, `${this.path}[${i}]`, item)));
  }

  /** @returns {string} */
  text() {
    return typeof this.value === 'string' ? this.value : this.refuse('a string');
  }

  /** @returns {string} a file of the artifact, and never a path, which could lead out of its folder */
  fileName() {
    const name = this.text();
    return FILE_NAME.test(name) ? name : this.refuse('the plain name of a file');
  }

  /** @returns {string} for people: what would hide or turn around is shown as what it is */
  words() {
    return visible(this.text());
  }

  /** @returns {number} a whole number, 0 or more */
  count() {
    const { value } = this;
    // Safe, because beyond 2 ** 53 neighbouring integers are read as the same number.
    const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    return isCount ? value : this.refuse('a whole number, 0 or more');
  }

  /** @returns {number} a whole number, also below 0 */
  whole() {
    const { value } = this;
    return Number.isSafeInteger(value) ? Number(value) : this.refuse('a whole number');
  }

  /** @returns {boolean} */
  flag() {
    return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
  }

  /** @returns {number} any finite number */
  number() {
    const { value } = this;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.refuse('a number');
  }

  /**
   * @template {string | number} T
   * @param {readonly T[]} values
   * @returns {T}
   */
  oneOf(values) {
    const found = values.find((value) => value === this.value);
    return found ?? this.refuse(values.map((value) => JSON.stringify(value)).join(' or '));
  }

  /**
   * @template T
   * @param {(field: JsonField) => T} read
   * @returns {T | null}
   */
  orNull(read) {
    return this.value === null ? null : read(this);
  }
}

/**
 * @param {string} path
 * @param {string} name
 * @returns {string} path.name, or path["name"] where the name is no plain word
 */
function pathTo(path, name) {
  if (!/^\w+$/.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === '' ? name : `${path}.${name}`;
}

/**
 * @param {unknown} value
 * @returns {string} the value as JSON, truncated
 */
function shown(value) {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
