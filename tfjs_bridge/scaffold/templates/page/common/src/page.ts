/** The parts of the page: finding them, and saying how things stand. */

/** Finds the one element of the page that a selector names. */
export function element<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) {
    throw new Error(`${selector}: not on the page; expected a ${type.name}`);
  }
  return found;
}

/** Makes an element with a text, which is never read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Shows a message; `state` is what style.css, and tests, see of it. */
export function say(text: string, state: 'loading' | 'ready' | 'failed'): void {
  const status = element('#status', HTMLElement);
  status.textContent = text;
  document.body.dataset.state = state;
}

/** Says that the model is ready, and how far it is from Keras on this device. */
export function sayReady(model: {
  backend: string;
  selfTest: { largestDifference: number };
}): void {
  const { largestDifference } = model.selfTest;
  const found =
    largestDifference === 0
      ? "exactly Keras's numbers"
      : `differs from Keras by ${largestDifference.toExponential(1)} at most`;
  say(`Ready on ${model.backend}: ${found}.`, 'ready');
}

/** Runs some work, and shows its error if it fails. */
export async function reporting(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), 'failed');
  }
}

/**
 * Takes one task after the other, and of those that wait only the latest: a second picture that comes
 * while the first is being read does not overtake it.
 */
export function latestOnly<T>(work: (task: T) => Promise<void>): (task: T) => void {
  let waiting: { task: T } | null = null;
  let isBusy = false;
  const run = async () => {
    isBusy = true;
    while (waiting !== null) {
      const { task } = waiting;
      waiting = null;
      await reporting(() => work(task));
    }
    isBusy = false;
  };
  return (task) => {
    waiting = { task };
    if (!isBusy) {
      void run();
    }
  };
}
