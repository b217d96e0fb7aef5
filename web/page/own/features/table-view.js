import { DataError, messageOf, sentence } from '../../../src/errors.js';
import { make } from '../../dom.js';
import { fileButton } from '../pictures/controls.js';
import { tableOf } from '../tables.js';
import {
  answersTable,
  beside,
  columnsOf,
  examplesOf,
  MOST_TABLE_BYTES,
  readTable,
  tableText,
} from './table-file.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('./fields.js').Field} Field */
/** @typedef {import('./table-file.js').Table} Table */

/** Nobody reads more than this; the file has all. */
const SHOWN_ROWS = 20;

const COUNT = new Intl.NumberFormat('en');

/**
 * Many rows in a file of comma-separated values, answered and given back.
 *
 * @param {string} id of the panel, with which those of its parts begin
 * @param {import('../feature-inputs.js').Run} run
 */
export function createTableView(id, run) {
  const parts = createElements(id);
  /** @type {{own: OwnModel, fields: Field[]} | null} */
  let current = null;
  let controller = new AbortController();
  /** @type {{name: string, text: string} | null} */
  let kept = null;

  /** @param {File} file */
  async function take(file) {
    if (current === null) {
      return;
    }
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    const [{ own, fields }, { name }] = [current, file];
    parts.clear();
    parts.root.open = true;
    try {
      const table = readTable(await textOf(file), name, fields);
      const onProgress = (/** @type {number} */ done, /** @type {number} */ all) =>
        parts.tell(`${COUNT.format(done)} of ${COUNT.format(all)} rows`);
      const examples = examplesOf(table, name, fields);
      const answers = await run(own, examples, { onProgress, signal });
      signal.throwIfAborted();
      const whole = beside(table, answersTable(answers, own.artifact?.metadata.labels ?? null));
      kept = { name: name.replace(/(\.[a-z]+)?$/i, '-answers.csv'), text: tableText(whole) };
      parts.show(whole, name);
    } catch (error) {
      if (!signal.aborted) {
        parts.tell('');
        parts.complain(messageOf(error));
      }
    }
  }

  parts.file.addEventListener('change', () => {
    const [file] = parts.file.files ?? [];
    parts.file.value = ''; // the same file can be chosen again, after it was mended
    if (file !== undefined) {
      take(file);
    }
  });
  parts.save.addEventListener('click', () => kept && download(kept));
  return {
    element: parts.root,
    take,
    /**
     * @param {OwnModel} own
     * @param {Field[]} fields
     */
    begin(own, fields) {
      controller.abort();
      current = { own, fields };
      kept = null;
      parts.clear();
      parts.explain(fields.flatMap(columnsOf));
    },
    end() {
      controller.abort();
      current = null;
    },
  };
}

/** @param {string} id */
function createElements(id) {
  const root = /** @type {HTMLDetailsElement} */ (make('details', 'feature-table'));
  const inside = make('div', 'feature-table-inside');
  const words = make('p', 'feature-hint');
  const file = fileButton('Choose a CSV file', '.csv,.tsv,.txt,text/csv');
  file.input.id = `${id}-table`;
  const save = make('button', 'button', 'Download the answers');
  save.setAttribute('type', 'button');
  save.id = `${id}-download`;
  const buttons = make('div', 'own-buttons');
  buttons.append(file.element, save);
  const problem = make('p', 'own-problem');
  problem.id = `${id}-table-error`;
  problem.role = 'alert';
  const status = make('p', 'picture-words');
  status.role = 'status';
  status.id = `${id}-table-words`;
  const shown = make('div', '');
  inside.append(words, buttons, problem, status, shown);
  root.append(make('summary', '', 'Many rows, from a file'), inside);
  return {
    root,
    file: file.input,
    save,
    clear() {
      problem.hidden = true;
      save.hidden = true;
      status.textContent = '';
      shown.replaceChildren();
    },
    /** @param {string[]} columns */
    explain(columns) {
      words.textContent = `A CSV file whose first line names these columns: ${columns.join(', ')}. Choose it, or drop it here; others are kept.`;
    },
    /** @param {string} text */
    tell(text) {
      status.textContent = text;
    },
    /** @param {string} text */
    complain(text) {
      problem.textContent = text;
      problem.hidden = false;
    },
    /**
     * @param {Table} table with the answers
     * @param {string} name
     */
    show({ heads, rows }, name) {
      const count = `${COUNT.format(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
      status.textContent = `${count} answered`;
      const rest = rows.length > SHOWN_ROWS ? `: the first ${SHOWN_ROWS} rows` : '';
      shown.replaceChildren(tableOf(`${name}${rest}`, heads, rows.slice(0, SHOWN_ROWS)));
      save.hidden = false;
    },
  };
}

/** @param {File} file */
async function textOf(file) {
  if (file.size > MOST_TABLE_BYTES) {
    throw new DataError(
      sentence(file.name, {
        problem: 'too large',
        expected: `at most ${MOST_TABLE_BYTES} bytes`,
        got: `${file.size}`,
        remedy: 'Split it, or use loadModel() in a program',
      }),
    );
  }
  return await file.text();
}

/** @param {{name: string, text: string}} file */
function download({ name, text }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  // A click only asks for the download; the browser may read the address a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
