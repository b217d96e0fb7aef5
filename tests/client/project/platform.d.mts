/** What the tests' program takes of Node.js, so that its types need not be installed. */
export const argv: readonly string[];
export function readFile(path: string, encoding: 'utf8'): Promise<string>;
