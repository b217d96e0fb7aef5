/** A camera whose pictures are given on one by one: asked for on a click, and off when not seen. */

import { DataError, messageOf, sentence } from '../../../src/errors.js';
import { pixelsOf } from '../../../src/pictures/pixels.js';

/** @typedef {import('../../../src/digits/ink.js').Pixels} Pixels */
/**
 * @typedef {object} CameraDeps
 * @property {(pixels: Pixels) => Promise<void>} onPicture the next one waits until it is done
 * @property {(isOn: boolean) => void} onState
 * @property {(error: unknown) => void} onError
 */
/** @typedef {{start: () => Promise<void>, stop: () => void, isOn: () => boolean}} Camera */

/** Ten pictures a second look live; more would only heat the device. */
const LEAST_INTERVAL_MS = 100;
/** After a slow answer the page gets this share of its time, to scroll and to be clicked. */
const REST_SHARE = 0.25;

/** @type {MediaStreamConstraints} the camera at the back of a phone, where it has two */
const WANTED = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 640 }, height: { ideal: 480 } },
};

/**
 * @param {HTMLVideoElement} video shows what the camera sees
 * @param {CameraDeps} deps
 * @returns {Camera}
 */
export function createCamera(video, { onPicture, onState, onError }) {
  /** The time that it is on: what belongs to a former one has no effect. */
  let session = new AbortController();
  session.abort();

  function stop() {
    if (!session.signal.aborted) {
      session.abort();
      // Otherwise the element would go on showing the camera's last frame.
      video.srcObject = null;
      onState(false);
    }
  }

  /** @param {AbortSignal} signal */
  async function giveOn(signal) {
    while (!signal.aborted) {
      const began = performance.now();
      await onPicture(pixelsOf(video));
      const took = performance.now() - began;
      await pause(Math.max(LEAST_INTERVAL_MS - took, REST_SHARE * took));
    }
  }

  async function start() {
    stop();
    session = new AbortController();
    const { signal } = session;
    onState(true);
    try {
      const stream = await askForCamera();
      const end = () => stream.getTracks().forEach((track) => void track.stop());
      if (signal.aborted) {
        end(); // the visitor went away while the browser asked
        return;
      }
      signal.addEventListener('abort', end);
      stream.getVideoTracks()[0].addEventListener('ended', () => signal.aborted || lost());
      video.srcObject = stream;
      await video.play();
      await giveOn(signal);
    } catch (error) {
      if (!signal.aborted) {
        stop();
        onError(error);
      }
    }
  }

  function lost() {
    stop();
    onError(
      refused(
        'no longer there',
        'Connect it again',
        'it was disconnected, or the permission was withdrawn',
      ),
    );
  }

  return { start, stop, isOn: () => !session.signal.aborted };
}

/**
 * @returns {Promise<MediaStream>}
 * @throws {DataError} if there is no camera, or it may not be used
 */
async function askForCamera() {
  // Browsers hide cameras from pages that came unencrypted from elsewhere.
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    const remedy = 'Open it over HTTPS, or on this machine at http://127.0.0.1';
    throw refused('not available to this page', remedy, `a page of ${location.origin}`);
  }
  try {
    return await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    const [problem, remedy] = REASONS[name] ?? REASONS.other;
    throw refused(problem, remedy, messageOf(error));
  }
}

/** @type {Record<string, [problem: string, remedy: string]>} by the DOMException's name */
const REASONS = {
  NotAllowedError: [
    'not allowed',
    "Allow it in the browser's settings for this page, and try again",
  ],
  NotFoundError: ['not found', 'Connect one, or choose a picture'],
  NotReadableError: ['in use', 'Close the program that uses it, and try again'],
  other: ['cannot be started', 'Choose a picture instead'],
};

/**
 * @param {string} problem
 * @param {string} remedy
 * @param {string} got
 */
function refused(problem, remedy, got) {
  const expected = 'a camera that this page may use';
  return new DataError(sentence('camera', { problem, expected, got, remedy }));
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
