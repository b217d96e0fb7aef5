/** Ctrl-C while something runs that is worth saving: as in tfjs_bridge/training/interruption.py. */

import { TfjsBridgeError } from '../../src/errors.js';

/** As a shell reports a program that Ctrl-C ended; tfjs_bridge/cli/console.py has the same. */
const INTERRUPTED = 130;

/** Ctrl-C was pressed; the message says what was kept. */
export class InterruptionError extends TfjsBridgeError {
  name = 'InterruptionError';
  exitCode = INTERRUPTED;
}

/**
 * @typedef {object} Interruption
 * @property {() => boolean} isAsked whether Ctrl-C was pressed
 * @property {() => void} dispose from now on Ctrl-C ends the program as usual
 */

/**
 * Notes the first Ctrl-C in place of ending the program; the second ends it at once.
 *
 * @returns {Interruption}
 */
export function holdInterruption() {
  let isAsked = false;
  const onSignal = () => {
    if (isAsked) {
      process.exit(INTERRUPTED);
    }
    isAsked = true;
  };
  process.on('SIGINT', onSignal);
  return {
    isAsked: () => isAsked,
    dispose() {
      process.off('SIGINT', onSignal);
    },
  };
}
