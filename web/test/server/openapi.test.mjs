import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { createCatalogue } from '../../node/server/catalogue.mjs';
import { createPool } from '../../node/server/pool.mjs';
import { createRoutes } from '../../node/server/routes.mjs';
import { inWeb } from '../helpers/run.mjs';
import { ask, pngOf, startSite } from '../helpers/server-fixture.mjs';

/** @type {any} any: a document of many shapes */
const document = JSON.parse(await readFile(inWeb('node/server/openapi.json'), 'utf8'));

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
before(async () => {
  site = await startSite();
});
after(() => site.remove());

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** @type {Record<string, {path?: string, request?: RequestInit}>} what is asked of each operation */
const EXAMPLES = {
  'get /web/{file}': { path: '/web/dist/main.js' },
  'get /exported/': { path: '/exported/?list' },
  'get /exported/{file}': { path: '/exported/cnn/model.json' },
  'post /api/predict': {
    request: { headers: { 'Content-Type': 'image/png' }, body: new Uint8Array(pngOf(8)) },
  },
  'post /api/generate': { request: { headers: JSON_TYPE, body: '{"length":5}' } },
};

/** @returns {[operation: string, method: string, path: string][]} */
function documented() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [`${method} ${path}`, method, path]),
  );
}

test('each route is documented, and nothing else is', async () => {
  const { web, exported } = site;
  const models = { catalogue: createCatalogue(exported), pool: createPool() };
  const routes = await createRoutes({ web, exported, ...models });
  const found = routes.flatMap(({ path, get, post }) => [
    ...(get ? [`get ${path}`] : []),
    ...(post ? [`post ${path}`] : []),
  ]);
  const names = found.map((name) => name.replace(/\*(\w+)/, '{$1}'));
  assert.deepEqual(
    names.sort(),
    documented()
      .map(([operation]) => operation)
      .sort(),
  );
});

for (const [operation, method, path] of documented()) {
  test(`${operation} answers as it is documented`, async () => {
    const example = EXAMPLES[operation] ?? {};
    const response = await fetch(site.url + (example.path ?? path), {
      method: method.toUpperCase(),
      redirect: 'manual',
      ...example.request,
    });
    const type = (response.headers.get('content-type') ?? '').split(';')[0];
    const text = await response.text();
    assert.ok(response.status < 400, text);
    const plan = resolve(document.paths[path][method].responses[response.status]);
    if (response.status === 200) {
      assert.ok(type in plan.content, type);
      checkValue(plan.content[type].schema, type === 'application/json' ? JSON.parse(text) : text);
    }
  });

  test(`${operation} refuses a wrong Host as it is documented`, async () => {
    const headers = { host: 'evil.example' };
    const { status, text } = await ask(site.url, path, { method: method.toUpperCase(), headers });
    assert.equal(status, 403);
    const plan = resolve(document.paths[path][method].responses[403]);
    checkValue(plan.content['application/json'].schema, JSON.parse(text));
  });
}

/** @type {[string, string, RequestInit, number][]} operation, path, request, status */
const REFUSED = [
  ['get /exported/', '/exported/', {}, 404],
  ['get /web/{file}', '/web/none', {}, 404],
  ['post /api/predict', '/api/predict', { headers: JSON_TYPE, body: '[]' }, 400],
  ['post /api/predict', '/api/predict?model=no', { headers: JSON_TYPE, body: '{}' }, 404],
  ['post /api/predict', '/api/predict', { headers: JSON_TYPE, body: ' '.repeat(1e5) }, 413],
  ['post /api/generate', '/api/generate', { body: '{}' }, 415],
];

for (const [operation, path, request, status] of REFUSED) {
  test(`${operation} answers ${status} as it is documented`, async () => {
    const [method, documentedPath] = operation.split(' ');
    const response = await fetch(site.url + path, { method: method.toUpperCase(), ...request });
    assert.equal(response.status, status);
    const plan = resolve(document.paths[documentedPath][method].responses[status]);
    checkValue(plan.content['application/json'].schema, await response.json());
  });
}

test('the list of models is as it is documented, broken ones too', async () => {
  const { Model, BrokenModel, Error: ErrorSchema } = document.components.schemas;
  const error = { kind: 'ArtifactError', message: 'wrong' };
  checkValue(BrokenModel, { name: 'a', ok: false, error });
  assert.throws(() => checkValue(Model, { name: 'a', ok: false, error }));
  assert.throws(() => checkValue(ErrorSchema, { ok: false, error }));
});

test('its version is the package’s', async () => {
  const { version } = JSON.parse(await readFile(inWeb('package.json'), 'utf8'));
  assert.equal(document.info.version, version);
});

/** @param {any} node */
function resolve(node) {
  const path = node?.$ref?.replace('#/', '').split('/') ?? [];
  return path.length === 0
    ? node
    : path.reduce((/** @type {any} */ at, /** @type {string} */ key) => at[key], document);
}

/**
 * @param {any} reference to a schema, or one
 * @param {any} value that has to fit
 */
function checkValue(reference, value) {
  const schema = resolve(reference ?? {});
  if (schema.oneOf) {
    const fitting = schema.oneOf.filter((/** @type {any} */ one) => fits(one, value));
    assert.equal(fitting.length, 1, JSON.stringify(value));
    return;
  }
  if ('const' in schema) {
    assert.equal(value, schema.const);
  }
  assert.ok(schema.enum?.includes(value) ?? true, `${value}`);
  assert.ok(
    [schema.type ?? typeOf(value)].flat().includes(typeOf(value)) || isNumber(schema, value),
  );
  if (typeOf(value) === 'object') {
    checkObject(schema, value);
  } else if (Array.isArray(value)) {
    for (const item of value) {
      checkValue(schema.items, item);
    }
  }
}

/**
 * @param {any} schema
 * @param {Record<string, unknown>} object
 */
function checkObject({ required = [], properties = {}, additionalProperties = true }, object) {
  for (const key of required) {
    assert.ok(key in object, `${key} is missing`);
  }
  for (const [key, value] of Object.entries(object)) {
    assert.ok(key in properties || additionalProperties !== false, `${key} is not documented`);
    checkValue(
      properties[key] ?? (additionalProperties === true ? {} : additionalProperties),
      value,
    );
  }
}

/**
 * @param {any} schema
 * @param {unknown} value
 */
function fits(schema, value) {
  try {
    checkValue(schema, value);
    return true;
  } catch {
    return false;
  }
}

/** @param {unknown} value */
function typeOf(value) {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * @param {any} schema
 * @param {unknown} value
 */
function isNumber({ type }, value) {
  return type === 'integer' && Number.isInteger(value);
}
