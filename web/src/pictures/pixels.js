/** The pixels of what a page shows. */

/** @typedef {{data: Uint8Array | Uint8ClampedArray, width: number, height: number}} Pixels RGBA */
/** @typedef {Pixels | ImageData | CanvasImageSource} Picture pixels, or what a canvas can draw */

/**
 * Reads the pixels of anything that a canvas can draw; pixels and ImageData are returned unchanged.
 *
 * @param {Picture} picture in Node.js, which has no OffscreenCanvas, only pixels
 * @returns {Pixels} RGBA, 8 bits a channel, in the picture's own size
 * @throws {DOMException} if the picture is from another site and was loaded without CORS
 */
export function pixelsOf(picture) {
  if ('data' in picture) {
    return picture;
  }
  const { width, height } = sizeOf(picture);
  if (!(width > 0 && height > 0)) {
    return { data: new Uint8Array(0), width, height }; // it has not loaded, and no canvas can be empty
  }
  // Off screen, because workers have no document to make a canvas in.
  const canvas = new OffscreenCanvas(width, height);
  // willReadFrequently keeps the canvas in main memory, since its pixels are read right back.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height) ?? { data: new Uint8Array(0), width, height };
}

/**
 * @param {CanvasImageSource} picture
 * @returns {{width: number, height: number}} in its own pixels, however large it is shown
 */
function sizeOf(picture) {
  if ('naturalWidth' in picture) {
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  }
  if ('displayWidth' in picture) {
    return { width: picture.displayWidth, height: picture.displayHeight };
  }
  if ('videoWidth' in picture) {
    return { width: picture.videoWidth, height: picture.videoHeight };
  }
  const { width, height } = /** @type {HTMLCanvasElement} */ (picture);
  return { width, height };
}
