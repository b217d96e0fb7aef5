/** Prints what the helpers say of a picture. Usage: node run_helpers.mjs FOLDER PICTURE */

import { join } from 'node:path';
import * as library from '../../../web/src/index.js';
import { answersOf } from './helpers.mjs';

const [folder, picture] = process.argv.slice(2);
console.log(JSON.stringify(await answersOf(library, (name) => join(folder, name), picture)));
