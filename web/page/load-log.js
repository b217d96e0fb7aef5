/**
 * @typedef {object} LoadRecord one model that was loaded, or loaded again on another backend
 * @property {string} label the artifact, by its address or name
 * @property {import('../src/artifact/artifact.js').ArtifactFiles} artifact
 * @property {import('../src/backend.js').BackendName} backend
 * @property {import('../src/proof/golden.js').GoldenReport} report
 * @property {import('../src/proof/verified-model.js').Timings & {readMs: number}} timings readMs: 0 where the
 *   files were there already
 * @property {number[]} latencies of its latest answers, in milliseconds, the newest last
 */
/**
 * @typedef {object} LoadLog what was loaded and measured on this page, for the Proof tab
 * @property {readonly LoadRecord[]} records the newest last; one for each label
 * @property {(record: Omit<LoadRecord, 'latencies'>) => void} add takes the place of the one with
 *   the same label
 * @property {(label: string, ms: number) => void} answered
 * @property {(listener: () => void) => void} onChange
 */

/** As many answers as a histogram shows. */
const LATENCIES = 200;

/** @returns {LoadLog} */
export function createLoadLog() {
  /** @type {LoadRecord[]} */
  const records = [];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const notify = () => {
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    records,
    add(record) {
      // A model that is proven again, on another backend, is still one model of the list.
      const same = records.findIndex(({ label }) => label === record.label);
      if (same >= 0) {
        records.splice(same, 1);
      }
      records.push({ ...record, latencies: [] });
      notify();
    },
    answered(label, ms) {
      const record = records.find((one) => one.label === label);
      // What runs under no label, such as feature maps, has no record, and is not counted.
      record?.latencies.push(ms);
      record?.latencies.splice(0, record.latencies.length - LATENCIES);
      notify();
    },
    onChange(listener) {
      listeners.add(listener);
    },
  };
}
