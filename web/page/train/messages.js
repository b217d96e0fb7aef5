/** The messages between the page and its training worker. Types only. */

/** @typedef {'codelab' | 'mlp' | 'cnn'} NetworkName */
/**
 * @typedef {object} OpenRequest
 * @property {'open'} type
 * @property {string} folder address of a sprite, with a slash at its end
 */
/** @typedef {{type: 'describe', network: NetworkName}} DescribeRequest */
/** @typedef {{type: 'stop'}} StopRequest */
/** @typedef {'wasm' | 'webgl' | 'webgpu' | 'cpu'} TrainingBackend */
/**
 * @typedef {object} Settings
 * @property {NetworkName} network
 * @property {TrainingBackend} backend
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} digits in an epoch
 */
/** @typedef {{type: 'train', settings: Settings}} TrainRequest */
/** @typedef {OpenRequest | DescribeRequest | StopRequest | TrainRequest} Request */
/**
 * @typedef {object} Opened
 * @property {'opened'} type
 * @property {number} trainCount
 * @property {number} validationCount
 * @property {number} testCount
 * @property {string} source of the digits
 * @property {TrainingBackend[]} backends that work here, the best first
 * @property {{pixels: Uint8Array, label: number}[]} examples
 */
/** @typedef {{type: 'described', layers: import('./networks.js').LayerRow[]}} Described */
/** @typedef {{type: 'progress', loadedBytes: number, totalBytes: number | null}} Progress */
/** @typedef {{type: 'batch', report: import('./training.js').BatchReport}} BatchDone */
/** @typedef {{type: 'epoch', report: import('./training.js').EpochReport}} EpochDone */
/** @typedef {{type: 'assessing'}} Assessing */
/**
 * @typedef {object} Trained
 * @property {'trained'} type
 * @property {import('./confusion.js').Confusion | null} confusion null: stopped before a batch
 * @property {number} epochs
 * @property {number} batches
 * @property {number} loss on the test digits
 * @property {number} seconds of training
 * @property {TrainingBackend} backend
 * @property {Map<string, Uint8Array<ArrayBuffer>>} files an artifact
 */
/** @typedef {{type: 'failed', message: string}} Failed */
/**
 * @typedef {Opened | Described | Progress | BatchDone | EpochDone | Assessing | Trained
 *   | Failed} Answer
 */

export {};
