/** The documentation that the page links to, made of the repository's own, so that it is there offline. */

import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Pictures of the examples. The README's is left out, for it shows the page itself. */
const GALLERY = 'gallery/';

/** Addresses in our Markdown that the built pages have under another name. */
const BUILT = new Map([
  ['README.md', 'index.html'],
  ['web/README.md', 'library.html'],
  ['CHANGELOG.md', 'changes.html'],
  ['CONTRIBUTING.md', 'contributing.html'],
  ['SECURITY.md', 'security.html'],
]);

/**
 * @param {string} folder gets index.html (the README), a page for each file of docs, licence.html,
 *   source.html and the examples' pictures
 * @returns {Promise<void>}
 */
export async function writeDocs(folder) {
  await mkdir(folder, { recursive: true });
  const docs = (await readdir(join(REPOSITORY, 'docs'))).filter((name) => name.endsWith('.md'));
  const sources = [...BUILT.keys(), ...docs.map((name) => `docs/${name}`)];
  const pages = new Map([
    ['licence.html', await licence()],
    ['source.html', source(JSON.parse(await readFile(inWeb('package.json'), 'utf8')))],
  ]);
  for (const path of sources) {
    const text = await readFile(join(REPOSITORY, path), 'utf8');
    pages.set(addressOf(path), rendered(text, posix.dirname(path)));
  }
  await copyFile(inWeb('page/docs.css'), join(folder, 'docs.css'));
  await cp(join(REPOSITORY, 'docs', GALLERY), join(folder, GALLERY), { recursive: true });
  await Promise.all(
    Array.from(pages, ([name, { title, html }]) =>
      writeFile(join(folder, name), framed(title, html)),
    ),
  );
}

/** @param {string} name */
function inWeb(name) {
  return join(REPOSITORY, 'web', name);
}

/**
 * @param {string} path of a Markdown file or the licence, from the repository's root
 * @returns {string}
 */
function addressOf(path) {
  if (path === 'LICENSE') {
    return 'licence.html';
  }
  return BUILT.get(path) ?? basename(path).replace(/\.md$/, '.html');
}

/**
 * @param {string} markdown ours, so its HTML is kept as it is
 * @param {string} folder of the file, from the repository's root, which its links are relative to
 */
function rendered(markdown, folder) {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'tfjs-bridge';
  const marked = new Marked({
    walkTokens(token) {
      if (token.type === 'link' && !/^[a-z]+:/.test(token.href)) {
        const [path, anchor] = token.href.split('#');
        const page = path === '' ? '' : addressOf(posix.join(folder, path));
        token.href = page + (anchor ? `#${anchor}` : '');
      }
    },
    renderer: {
      image({ href, text }) {
        const isKept = href.startsWith(GALLERY);
        return isKept ? `<img src="${href}" alt="${escaped(text)}" loading="lazy">` : '';
      },
      heading({ tokens, depth, text }) {
        const words = this.parser.parseInline(tokens);
        return `<h${depth} id="${anchorOf(text)}">${words}</h${depth}>\n`;
      },
      table(token) {
        const table = new Marked().parser([token]);
        return `<div class="doc-scroll" tabindex="0" role="group" aria-label="Table">${table}</div>\n`;
      },
    },
  });
  return { title, html: marked.parse(markdown, { async: false }) };
}

/** @param {string} heading */
function anchorOf(heading) {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '');
  return words.trim().replaceAll(' ', '-');
}

async function licence() {
  const text = escaped(await readFile(join(REPOSITORY, 'LICENSE'), 'utf8'));
  const html = `<h1>Licence</h1>
<p>tfjs-bridge is free software under the MIT licence:</p>
<pre>${text}</pre>
<p>It is built on TensorFlow.js and other free software. Their licences lie beside each of the page's
scripts, under its name and <code>.LEGAL.txt</code>.</p>`;
  return { title: 'Licence', html };
}

/**
 * @param {{version: string, repository?: string | {url: string}}} package_ where an address of the
 *   repository is given, and nowhere else, this page links to it
 */
function source({ version, repository }) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const address = url?.replace(/^git\+/, '').replace(/\.git$/, '');
  const where =
    address === undefined
      ? 'in the repository it was built from'
      : `at <a href="${escaped(address)}">${escaped(address)}</a>`;
  const html = `<h1>Source code</h1>
<p>This page is part of tfjs-bridge ${escaped(version)}. Its source code is ${where}:</p>
<ul>
<li><code>web/src</code>: the library for JavaScript; <code>web/page</code>: this page</li>
<li><code>web/node</code>: programs for Node.js, and a server with an API</li>
<li><code>tfjs_bridge</code>: the Python package that trains, exports and verifies</li>
</ul>
<p>On a machine where the Python package is installed, <code>python -m pip show --files
tfjs-bridge</code> says where its files are.</p>`;
  return { title: 'Source code', html };
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * @param {string} title
 * @param {string} html
 */
function framed(title, html) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} - tfjs-bridge</title>
<link rel="icon" href="../../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../../style.css">
<link rel="stylesheet" href="docs.css">
<body>
<div class="page doc">
<nav aria-label="Documentation" class="onward"><a href="../../">Back to the page</a>
<a href="index.html">Documentation</a>
<a href="source.html">Source code</a>
<a href="licence.html">Licence</a></nav>
<main>
${html}</main>
</div>
`;
}
