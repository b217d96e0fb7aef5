/** Writes a text that can be paused, stopped and continued, with whatever generator there is. */

/** @typedef {import('../../src/text/text-generator.js').TextGenerator} TextGenerator */
/** @typedef {import('../../src/text/text-generator.js').Written} Written */
/** @typedef {{temperature: number, topK: number | null, randomSeed: number}} Sampling */
/** @typedef {'reading' | 'writing' | 'paused' | 'stopped' | 'done'} RunState */
/** @typedef {{written: number, goal: number, perSecond: number}} Progress in characters */
/**
 * @typedef {object} Source
 * @property {TextGenerator} generator
 * @property {<T>(task: () => Promise<T>) => Promise<T>} read runs the reading of a text
 * @property {<T>(task: () => Promise<T>) => Promise<T>} step runs the writing of one character
 */
/**
 * @typedef {object} Writer
 * @property {(source: Source) => void} use from now on; what writes has to be ended before
 * @property {(prompt: string, length: number, sampling: Sampling) => Promise<void>} write begins a
 *   text, which ends the one before
 * @property {(length: number, sampling: Sampling) => Promise<void>} writeMore writes more of the text
 * @property {() => void} pause once the character that is computed is written
 * @property {() => void} resume
 * @property {() => Promise<void>} stop when nothing is computed any more
 * @property {() => Progress} progress
 */
/**
 * @typedef {object} Gate makes work wait while it is closed
 * @property {() => boolean} isClosed
 * @property {() => void} close
 * @property {() => void} open
 * @property {() => Promise<void>} passed when it is open
 */
/**
 * @typedef {object} Meter counts characters, and the time that was spent on them alone
 * @property {(already: number, more: number) => void} start already: characters that are there;
 *   more: those that are wanted
 * @property {<T>(task: () => Promise<T>) => Promise<T>} time
 * @property {() => void} count
 * @property {() => boolean} isShort whether characters are still wanted
 * @property {() => Progress} progress
 */

/** What a new generator reads of a text that another one wrote; models remember less than this. */
const TAIL = 2000;

/**
 * @param {object} listeners
 * @param {(prompt: string) => void} listeners.onBegin a new text begins, and nothing of another
 *   comes any more
 * @param {(written: Written) => void} listeners.onWritten
 * @param {(state: RunState) => void} listeners.onState
 * @param {(error: unknown) => void} listeners.onError the text is over where it is
 * @returns {Writer}
 */
export function createWriter({ onBegin, onWritten, onState, onError }) {
  /** @type {Source | null} */
  let source = null;
  /** @type {AsyncIterator<Written, void> | null} null: has to be opened */
  let characters = null;
  /** @type {string | null} what the model has yet to read */
  let unread = null;
  /** @type {string[]} */
  let text = [];
  /** @type {Sampling | null} */
  let current = null;
  let run = { controller: new AbortController(), over: Promise.resolve() };
  const gate = createGate();
  const meter = createMeter();

  /** @param {AbortSignal} signal */
  async function next(signal) {
    const { generator, read, step } = required(source);
    if (unread !== null) {
      const prompt = unread;
      onState('reading');
      await read(() => generator.prime(prompt, { signal }));
      onState('writing');
      unread = null;
      characters = null;
    }
    // Its length is unbounded, so that the same one continues the text later.
    const options = { ...required(current), length: Number.MAX_SAFE_INTEGER };
    const opened = characters ?? generator.generate(options);
    characters = opened;
    const { value } = await meter.time(() => step(() => opened.next()));
    return /** @type {Written} */ (value);
  }

  /** @param {AbortSignal} signal */
  async function writeOn(signal) {
    try {
      onState('writing');
      while (meter.isShort() && !signal.aborted) {
        if (gate.isClosed()) {
          onState('paused');
          await gate.passed();
          if (!signal.aborted) {
            onState('writing');
          }
        } else {
          write(await next(signal));
        }
      }
      onState(meter.isShort() ? 'stopped' : 'done');
    } catch (error) {
      if (signal.aborted) {
        onState('stopped');
      } else {
        onError(error);
      }
    }
  }

  /** @param {Written} written */
  function write(written) {
    text.push(written.character);
    meter.count();
    onWritten(written);
  }

  /** @param {() => void} prepare */
  function begin(prepare) {
    const before = stop();
    const controller = new AbortController();
    const over = before.then(() => {
      prepare();
      return controller.signal.aborted ? undefined : writeOn(controller.signal);
    });
    run = { controller, over };
    return over;
  }

  function stop() {
    run.controller.abort();
    gate.open();
    return run.over;
  }

  return {
    use(another) {
      source = another;
      // A new generator has read nothing yet.
      unread = text.slice(-TAIL).join('');
      characters = null;
    },
    write: (prompt, length, sampling) =>
      begin(() => {
        text = Array.from(prompt);
        unread = prompt;
        current = sampling;
        meter.start(0, length);
        onBegin(prompt);
      }),
    writeMore: (length, sampling) =>
      begin(() => {
        // Other settings need another generator, since it is given them when it is made.
        characters = isSame(sampling, current) ? characters : null;
        current = sampling;
        meter.start(meter.progress().written, length);
      }),
    pause: gate.close,
    resume: gate.open,
    stop,
    progress: meter.progress,
  };
}

/**
 * @param {Sampling} one
 * @param {Sampling | null} other
 */
function isSame(one, other) {
  return (
    one.temperature === other?.temperature &&
    one.topK === other.topK &&
    one.randomSeed === other.randomSeed
  );
}

/**
 * @template T
 * @param {T | null} value
 * @returns {T}
 */
function required(value) {
  if (value === null) {
    throw new Error('writer: asked to write before it had a model and settings');
  }
  return value;
}

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

/** @returns {Meter} */
export function createMeter() {
  let [from, written, goal, ms] = [0, 0, 0, 0];
  return {
    start(already, more) {
      [from, written, goal, ms] = [already, already, already + more, 0];
    },
    async time(task) {
      const start = performance.now();
      const result = await task();
      ms += performance.now() - start;
      return result;
    },
    count() {
      written += 1;
    },
    isShort: () => written < goal,
    progress: () => ({ written, goal, perSecond: ms > 0 ? (1000 * (written - from)) / ms : 0 }),
  };
}
