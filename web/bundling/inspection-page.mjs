/** The page that `tfjs-bridge inspect --html` fills: one file, from any disk, without a network. */

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = 'page/graph-view/standalone';

/**
 * Its place for the document is `<script type="application/json" id="inspection">null</script>`.
 *
 * @param {import('esbuild').BuildOptions} shared
 * @param {string} file to write
 * @returns {Promise<void>}
 */
export async function buildInspectionPage(shared, file) {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: [`${FOLDER}/standalone.js`, `${FOLDER}/standalone.css`],
    outdir: 'unused',
    target: 'es2022',
    write: false,
    metafile: true,
    legalComments: 'inline',
  });
  const textOf = (/** @type {string} */ end) =>
    (outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '')
      // Within HTML these would end the element, or begin a comment that hides its end.
      .replaceAll('</script', '<\\/script')
      .replaceAll('<!--', '<\\!--');
  const [script, styles] = [textOf('.js'), textOf('.css')];
  const template = await readFile(join(shared.absWorkingDir ?? '.', FOLDER, 'inspection.html'));
  const licences = await licencesOf(Object.keys(metafile.inputs), shared.absWorkingDir ?? '.');
  const html = template
    .toString()
    .replace('POLICY', () => policy(script, styles))
    .replace('/* STYLES */', () => styles)
    .replace('/* SCRIPT */', () => script)
    .replace('<!-- LICENCES -->', () => licences);
  await writeFile(file, html);
}

/**
 * @param {string} script
 * @param {string} styles
 * @returns {string} nothing is loaded and nothing runs but these two; the document is data
 */
function policy(script, styles) {
  const hash = (/** @type {string} */ text) =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(styles)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * @param {string[]} inputs files, from the folder
 * @param {string} folder
 * @returns {Promise<string>} a comment with the licences of the libraries among them, which ask for it
 *   wherever a copy goes
 */
async function licencesOf(inputs, folder) {
  const libraries = inputs.flatMap(
    (path) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  const texts = [...new Set(libraries)].sort().map(async (name) => {
    const inside = join(folder, 'node_modules', name);
    const file = (await readdir(inside)).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? '' : await readFile(join(inside, file), 'utf8');
    return `${name}\n\n${text.trim()}`;
  });
  const all = (await Promise.all(texts)).join('\n\n\n');
  return `<!--\nThis page contains:\n\n${all.replaceAll('--', '- -')}\n-->`;
}
