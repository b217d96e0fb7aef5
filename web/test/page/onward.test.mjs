import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { writeDocs } from '../../bundling/page-docs.mjs';
import { CODE_SAMPLES } from '../../page/own/code-samples.js';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { inWeb } from '../helpers/run.mjs';

const run = promisify(execFile);

for (const { title, code } of CODE_SAMPLES.filter((sample) => sample.code.includes('import '))) {
  test(`the code to copy runs: ${title}`, async (t) => {
    const folder = await temporaryFolder(t);
    await symlink(inWeb('../exported/pretrained/cnn'), join(folder, 'my-model'));
    // A package finds itself by its name; TensorFlow.js is beside it.
    const modules = join(folder, 'node_modules');
    await symlink(inWeb('node_modules'), modules);
    const library = `${inWeb('src/index.js')}`;
    const program = join(folder, 'program.mjs');
    await writeFile(program, code.replace("'tfjs-bridge'", JSON.stringify(library)));
    const { stdout } = await run(process.execPath, [program], { cwd: folder });
    const numbers = stdout.match(/\d\.\d+(e-\d+)?/g)?.map(Number) ?? [];
    assert.equal(numbers.length, 10, stdout);
    const sum = numbers.reduce((total, one) => total + one, 0);
    assert.ok(Math.abs(sum - 1) < 1e-4, stdout);
  });
}

test('every link within the documentation leads to a page and a place of it', async (t) => {
  const folder = await temporaryFolder(t);
  await writeDocs(folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  for (const name of ['index.html', 'source.html', 'licence.html', 'library.html', 'layers.html']) {
    assert.ok(names.includes(name), name);
  }
  for (const name of names) {
    const html = await readFile(join(folder, name), 'utf8');
    assert.ok(!html.includes(dirname(inWeb('.'))), 'no path of this machine');
    for (const [, target] of html.matchAll(/ href="(?![a-z]+:)([^"]+)"/g)) {
      const [page, anchor] = target.split('#');
      if (!page.startsWith('../')) {
        const content = await readFile(join(folder, page || name), 'utf8');
        assert.ok(!anchor || content.includes(`id="${anchor}"`), `${name}: ${target}`);
      }
    }
  }
  assert.match(await readFile(join(folder, 'licence.html'), 'utf8'), /MIT licence/);
});

test('each picture of an example is there, is described, and comes with the documentation', async (t) => {
  const folder = await temporaryFolder(t);
  await writeDocs(folder);
  const html = await readFile(join(folder, 'examples.html'), 'utf8');
  const shown = Array.from(
    html.matchAll(/<img src="gallery\/([^"]+)" alt="[^"]{20,}"/g),
    ([, n]) => n,
  );
  assert.ok(shown.length >= 5);
  assert.deepEqual(shown.sort(), (await readdir(inWeb('../docs/gallery'))).sort());
  for (const name of shown) {
    const { length } = await readFile(join(folder, 'gallery', name));
    assert.ok(length > 1000 && length < 50_000, `${name}: ${length} bytes`);
  }
});

test('the commands to copy are those of the README', async () => {
  const readme = await readFile(inWeb('../README.md'), 'utf8');
  const commands = CODE_SAMPLES.filter(({ code }) => code.startsWith('tfjs-bridge '));
  assert.equal(commands.length, 2);
  for (const { code } of commands) {
    const name = code.split(' ').slice(0, 2).join(' ');
    assert.ok(readme.includes(`\n${name} `) || readme.includes(`\`${name} `), code);
  }
});
