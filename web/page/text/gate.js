/**
 * @typedef {object} Gate makes work wait while it is closed
 * @property {() => boolean} isClosed
 * @property {() => void} close
 * @property {() => void} open
 * @property {() => Promise<void>} passed when it is open
 */

/** @returns {Gate} an open one */
export function createGate() {
  let open = () => {};
  /** @type {Promise<void> | null} */
  let opened = null;
  return {
    isClosed: () => opened !== null,
    close() {
      opened ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    open() {
      opened = null;
      open();
    },
    passed: async () => opened ?? undefined,
  };
}
