/** What can be wrong with an artifact's files: one sentence each, with what to do about it. */

import { ArtifactError, sentence } from '../errors.js';

const EXPORT_AGAIN = 'Export the model again';

/**
 * @param {string} label the artifact, by its folder or address
 * @param {string} name the file that is not there
 * @param {string} got what was found instead, such as "status 404"
 * @param {string | null} [twin] where a pretrained artifact of the same name is
 * @returns {ArtifactError}
 */
export function missingFile(label, name, got, twin = null) {
  const isIndex = name === 'metadata.json';
  const error = new ArtifactError(
    sentence(`${label}/${name}`, {
      problem: isIndex
        ? 'not found, so this is not an artifact'
        : 'not found, the artifact is incomplete',
      expected: isIndex ? 'a folder that tfjs-bridge exported' : 'a file that metadata.json lists',
      got,
      remedy: isIndex ? wayToAnIndex(twin) : 'Copy the whole folder again',
    }),
  );
  error.missing = name;
  return error;
}

/** @param {string | null} twin */
function wayToAnIndex(twin) {
  return twin === null
    ? 'Check the path, or export the model to it'
    : `Take the pretrained ${twin}, or export the model to this path`;
}

/**
 * @param {string} label
 * @param {string} name
 * @param {string} got
 * @returns {ArtifactError}
 */
export function unreadableFile(label, name, got) {
  const error = new ArtifactError(
    sentence(`${label}/${name}`, {
      problem: 'cannot be read',
      expected: "the file's bytes",
      got,
      remedy: 'Check that the server or disk that holds the artifact works, and try again',
    }),
  );
  error.unreadable = name;
  return error;
}

/**
 * @param {string} label
 * @param {string} name
 * @param {string} got
 * @returns {ArtifactError} for a server that may answer another time: a kept copy does until then
 */
export function unreachable(label, name, got) {
  return Object.assign(unreadableFile(label, name, got), { isUnreachable: true });
}

/**
 * @param {string} path the file, with its artifact's label
 * @returns {ArtifactError}
 */
export function htmlInstead(path) {
  return new ArtifactError(
    sentence(path, {
      problem: 'the server sent a web page instead of the file',
      expected: "the artifact's bytes",
      got: 'HTML',
      remedy: 'Check the address of the artifact, and that its folder is served',
    }),
  );
}

/**
 * @param {string} path
 * @param {number} expected bytes that metadata.json gives
 * @param {number} got bytes that were read
 * @returns {ArtifactError}
 */
export function wrongSize(path, expected, got) {
  return new ArtifactError(
    sentence(path, {
      problem: got < expected ? 'truncated' : 'too long',
      expected: `${expected} bytes`,
      got: `${got}`,
      remedy: 'Copy or load the file again; if that does not help, export the model again',
    }),
  );
}

/**
 * @param {string} path
 * @param {number} most bytes that are read of it
 * @param {number} [got] bytes that it has, where that is known
 * @returns {ArtifactError}
 */
export function tooLarge(path, most, got) {
  return new ArtifactError(
    sentence(path, {
      problem: 'too long',
      expected: `at most ${most} bytes`,
      got: got === undefined ? 'more' : `${got}`,
      remedy: 'Copy or load the file again; if that does not help, export the model again',
    }),
  );
}

/**
 * @param {string} path
 * @param {string} expected SHA-256 that metadata.json gives, in hex
 * @param {string} got SHA-256 of the bytes that were read, in hex
 * @returns {ArtifactError}
 */
export function wrongDigest(path, expected, got) {
  return new ArtifactError(
    sentence(path, {
      problem: 'damaged or changed',
      expected: `SHA-256 ${expected.slice(0, 12)}…`,
      got: `${got.slice(0, 12)}…`,
      remedy: 'Copy or load the file again; if that does not help, export the model again',
    }),
  );
}

/**
 * @param {string} path
 * @param {string} reason what the parser said
 * @returns {ArtifactError}
 */
export function notJson(path, reason) {
  return new ArtifactError(
    sentence(path, {
      problem: 'not valid JSON',
      expected: 'UTF-8 JSON',
      got: `an error (${reason})`,
      remedy: EXPORT_AGAIN,
    }),
  );
}

/**
 * @param {string} path
 * @param {number} known the format version of this reader
 * @param {number} got
 * @returns {ArtifactError}
 */
export function unknownVersion(path, known, got) {
  const isNewer = got > known;
  return new ArtifactError(
    sentence(path, {
      problem: isNewer ? 'written by a newer tfjs-bridge' : 'unknown format version',
      expected: `format_version ${known}`,
      got: `${got}`,
      remedy: isNewer ? 'Update tfjs-bridge here, or export the model with this one' : EXPORT_AGAIN,
    }),
  );
}

/**
 * @param {string} object the file, and the key in it where there is one
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @returns {ArtifactError}
 */
export function inconsistent(object, problem, expected, got) {
  return new ArtifactError(sentence(object, { problem, expected, got, remedy: EXPORT_AGAIN }));
}
