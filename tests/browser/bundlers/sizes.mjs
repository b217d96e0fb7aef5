/** Prints the compressed sizes of what esbuild makes of imports. Usage: node sizes.mjs IMPORTS ... */

import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const options = { bundle: true, splitting: true, format: 'esm', minify: true, outdir: 'out' };

async function sizesOf(imports) {
  const stdin = { contents: `export { ${imports} } from 'tfjs-bridge'`, resolveDir: process.cwd() };
  const built = await build({ ...options, stdin, metafile: true, write: false });
  const { outputs } = built.metafile;
  const bytes = new Map(built.outputFiles.map((it) => [basename(it.path), gzipSync(it.contents)]));

  /** The scripts that a browser loads with one. */
  const loaded = (path, found = new Set()) => {
    if (!found.has(path)) {
      found.add(path);
      const now = outputs[path].imports.filter(({ kind }) => kind === 'import-statement');
      for (const it of now) loaded(it.path, found);
    }
    return found;
  };
  const size = (paths) => paths.reduce((sum, it) => sum + bytes.get(basename(it)).length, 0);

  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint);
  const nameOf = (path) => basename(outputs[path].entryPoint).replace(/\.m?js$/, '');
  const first = loaded(entries.find((path) => nameOf(path) === '<stdin>'));
  const more = (path) => [...loaded(path)].filter((it) => !first.has(it));
  const late = entries.map((path) => [nameOf(path), size(more(path))]);
  return { ...Object.fromEntries(late), first: size([...first]) };
}

console.log(JSON.stringify(await Promise.all(process.argv.slice(2).map(sizesOf))));
