export { argv } from 'node:process';
export { readFile } from 'node:fs/promises';
