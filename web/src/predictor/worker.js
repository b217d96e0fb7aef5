/** Runs models for a page: `import 'tfjs-bridge/worker'` is all that a worker's script needs. */

import { hostModels } from './worker-host.js';

hostModels();
