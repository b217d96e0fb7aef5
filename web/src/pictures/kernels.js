/** How much a pixel weighs, by its distance from where a colour is wanted. Pure. */

/** @typedef {(distance: number) => number} Kernel of a distance that is not negative */

const { PI } = Math;

/** @type {Kernel} */
export const triangle = (x) => Math.max(0, 1 - x);

/** @type {Kernel} Keys's, with a = -1/2 */
export const cubic = (x) => {
  const near = (1.5 * x - 2.5) * x * x + 1;
  return x < 1 ? near : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
};

/** @type {Kernel} Mitchell and Netravali's */
export const mitchell = (x) => {
  const near = ((7 / 6) * x - 2) * x * x + 8 / 9;
  return x < 1 ? near : x < 2 ? (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9 : 0;
};

/** @type {Kernel} of the deviation 1/2, cut off at three of them */
export const gaussian = (x) => (x < 1.5 ? Math.exp(-2 * x * x) : 0);

/** @type {Kernel} */
export const hamming = (x) => (x < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(x * PI)) : 0);

/**
 * @param {number} radius
 * @returns {Kernel}
 */
export function lanczos(radius) {
  return (x) => (x < radius ? sinc(x) * sinc(x / radius) : 0);
}

/** @param {number} x */
function sinc(x) {
  return x === 0 ? 1 : Math.sin(x * PI) / (x * PI);
}
