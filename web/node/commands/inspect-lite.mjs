import { countsByOp } from '../../src/artifact/graph-facts.js';
import { checkFiles, inspectModel } from '../../src/artifact/inspection.js';
import { readDocument } from '../../src/artifact/inspection-document.js';
import { ArtifactError, sentence } from '../../src/errors.js';
import { columns } from '../io/columns.mjs';
import { onlyFolder } from '../options/arguments.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';

/** @typedef {import('../../src/artifact/inspection.js').End} End */
/** @typedef {import('../../src/artifact/inspection.js').FileRow} FileRow */
/** @typedef {import('../../src/artifact/inspection.js').Part} Part */
/** @typedef {import('../../src/artifact/inspection.js').Shape} Shape */
/** @typedef {import('../../src/artifact/inspection.js').Inspection} Model */

const HELP = `Usage: PROGRAM MODEL_DIR [--json | --document]

Lists what a model holds, without TensorFlow.js and without running it: its format, inputs and
outputs, layers or nodes with their parameters, golden vectors, and its files with their sizes. Each
file is compared with its SHA-256 in metadata.json. A TensorFlow.js model without metadata.json, which
another program wrote, is listed too; its files cannot be compared.

Options:
  --json      print one JSON object, with every node of a graph
  --document  print the inspection document: JSON as \`tfjs-bridge inspect --json\` of the Python
              package writes it, with what each layer or node takes its inputs from
  --debug     print stack traces
  -h, --help  print this help

Exit codes: 0 ok, 2 wrong usage, 4 bad artifact, or files that are not what was exported.
`;

/** A terminal shows no more at once; --json has them all. */
const MOST_PARTS = 60;
const COUNT = new Intl.NumberFormat('en');

/** @type {Record<FileRow['state'], string>} */
const STATES = {
  ok: 'ok',
  changed: 'CHANGED: not the bytes that were exported',
  missing: 'MISSING',
  'not listed': '',
};

/** @type {import('./command.mjs').Command} */
export const inspectLiteCommand = {
  help: HELP,
  options: { document: { type: 'boolean' } },
  async run(positionals, { document: isDocument }) {
    const folder = onlyFolder(positionals, 'MODEL_DIR', "one model's folder");
    const reader = createFolderReader(folder);
    const files = await checkFiles(reader);
    const bad = files.filter(({ state }) => state === 'changed' || state === 'missing');
    if (bad.length > 0) {
      return damage(folder, files, bad);
    }
    if (isDocument) {
      const document = await readDocument(reader);
      return { exitCode: 0, text: JSON.stringify(document, null, 1), json: document };
    }
    const model = await inspectModel(reader);
    return { exitCode: 0, text: textOf(model, files), json: jsonOf(folder, model, files) };
  },
};

/**
 * @param {string} folder
 * @param {FileRow[]} files
 * @param {FileRow[]} bad
 * @returns {import('./command.mjs').Outcome}
 */
function damage(folder, files, bad) {
  const {
    name: kind,
    message,
    exitCode,
  } = new ArtifactError(
    sentence(folder, {
      problem: 'files are missing or changed',
      expected: 'what metadata.json lists',
      got: `others: ${bad.map(({ name }) => name).join(', ')}`,
      remedy: 'Copy the artifact or export the model again',
    }),
  );
  const error = { kind, message, exit_code: exitCode };
  return {
    exitCode,
    text: [message, '', ...filesTable(files)].join('\n'),
    json: { ok: false, error, artifact: folder, files },
  };
}

/**
 * @param {Model} model
 * @param {FileRow[]} files
 * @returns {string}
 */
function textOf(model, files) {
  const { label, format, parameters, bytes } = model;
  const size = `${COUNT.format(parameters)} parameters, ${COUNT.format(bytes)} bytes`;
  const kind = format === 'graph' ? 'a graph of operations' : 'a model of layers';
  return [
    `${label}: ${kind}, ${size}`,
    ...origin(model),
    '',
    ...endsTable(model),
    '',
    ...(format === 'graph' ? graphTables(model.parts) : layersTable(model.parts)),
    ...(files.length > 0 ? ['', ...filesTable(files)] : []),
  ].join('\n');
}

/** @param {Model} model */
function origin({ metadata, vectors }) {
  if (metadata === null) {
    return ['No metadata.json: not compared with Keras, and its files with nothing.'];
  }
  const { model, converter, versions, golden } = metadata;
  const keras = versions.keras === undefined ? '' : `, from Keras ${versions.keras}`;
  return [
    `${model.name}, exported by ${converter.name} ${converter.version}${keras}`,
    `${vectors} golden ${vectors === 1 ? 'vector' : 'vectors'}, tolerance ${golden.tolerance.toExponential()}`,
  ];
}

/** @param {Model} model */
function endsTable({ inputs, outputs, metadata }) {
  const raw = rawInputs(metadata);
  /** @type {(word: string) => (end: End) => string[]} */
  const row =
    (word) =>
    ({ name, shape, dtype }) => [word, name ?? '', words(shape), dtype ?? ''];
  return columns(
    ['', 'name', 'shape', 'type'],
    [...raw.map(row('raw input')), ...inputs.map(row('input')), ...outputs.map(row('output'))],
  );
}

/**
 * @param {Model['metadata']} metadata
 * @returns {End[]} what a user gives, where that is prepared before it goes into the network
 */
function rawInputs(metadata) {
  const preprocessing = metadata?.preprocessing;
  return preprocessing?.kind === 'features' ? preprocessing.inputs : [];
}

/** @param {Part[]} parts */
function layersTable(parts) {
  const rows = parts.map(({ name, kind, shapes, parameters, bytes }) => [
    ...[name, kind, shapes.map(words).join(' and ')],
    ...[COUNT.format(parameters), COUNT.format(bytes)],
  ]);
  return shortened(['layer', 'class', 'output', 'parameters', 'bytes'], rows);
}

/** @param {Part[]} parts nodes */
function graphTables(parts) {
  const counts = countsByOp(parts.map((part) => ({ ...part, op: part.kind })));
  const held = parts.filter(({ parameters }) => parameters > 0);
  const rows = held.map(({ name, shapes, parameters, bytes }) => [
    ...[name, shapes.map(words).join(' and ')],
    ...[COUNT.format(parameters), COUNT.format(bytes)],
  ]);
  return [
    ...columns(
      ['operation', 'nodes'],
      counts.map(([op, count]) => [op, COUNT.format(count)]),
    ),
    '',
    ...shortened(['constant', 'shape', 'values', 'bytes'], rows),
  ];
}

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
function shortened(heads, rows) {
  const more = rows.length - MOST_PARTS;
  const rest = more > 0 ? [`and ${COUNT.format(more)} more: --json lists all`] : [];
  return [...columns(heads, rows.slice(0, MOST_PARTS)), ...rest];
}

/** @param {FileRow[]} files */
function filesTable(files) {
  const rows = files.map(({ name, bytes, state }) => [
    name,
    bytes === null ? '' : COUNT.format(bytes),
    STATES[state],
  ]);
  return columns(['file', 'bytes', 'SHA-256'], rows);
}

/** @param {Shape} shape */
function words(shape) {
  return shape.length === 0 ? 'one value' : shape.map((length) => length ?? 'any').join(' x ');
}

/**
 * @param {string} folder
 * @param {Model} model
 * @param {FileRow[]} files
 */
function jsonOf(folder, { format, parts, metadata, ...model }, files) {
  const { inputs, outputs, parameters, bytes, vectors } = model;
  const golden = metadata && {
    vectors,
    tolerance: metadata.golden.tolerance,
    random_outputs: metadata.golden.random,
  };
  const raw = rawInputs(metadata);
  const list = format === 'graph' ? 'nodes' : 'layers';
  return {
    ok: true,
    artifact: folder,
    format,
    model: metadata?.model.name ?? null,
    converter: metadata?.converter ?? null,
    versions: metadata?.versions ?? {},
    parameters,
    bytes,
    ...(raw.length > 0 && { raw_inputs: raw }),
    inputs,
    outputs,
    [list]: parts,
    golden,
    files,
  };
}
