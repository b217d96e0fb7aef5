/** Answers with rents over HTTP. Usage: node server.mjs [FOLDER_OF_THE_ARTIFACT]; PORT: default 3000 */

import { resolve } from 'node:path';
import express from 'express';
import { loadModel } from 'tfjs-bridge';

// The flats that the model has seen: of others it knows nothing, and would answer all the same.
const RANGES = { area: [20, 140], rooms: [1, 6], age: [0, 120], minutes: [2, 60] };

const folder = resolve(process.argv[2] ?? 'exported/express-service');
// Once, before anyone can ask: a damaged file, or numbers that are not Keras's, end the program here.
const model = await loadModel(folder);
const { name, backend, selfTest } = model;

const app = express();
app.disable('x-powered-by');

app.get('/health', (_request, response) => {
  response.json({ ok: selfTest.ok, model: name, backend, selfTest });
});

app.post('/predict', express.json({ limit: '10kb' }), async (request, response) => {
  const problem = problemOf(request.body);
  if (problem !== null) {
    response.status(400).json({ error: problem });
    return;
  }
  const { rent } = await model.predict(request.body);
  response.json({ rent: Number(rent[0].toFixed(2)) });
});

// The same model for browsers: loadModel('https://this.server/model') checks and proves it there.
app.use(
  '/model',
  express.static(folder, {
    index: false,
    setHeaders(response) {
      response.set('Cache-Control', 'no-cache'); // a new export is seen at once; else status 304
      response.set('Access-Control-Allow-Origin', '*'); // pages of other sites may load it, too
    },
  }),
);

app.use((request, response) => {
  response.status(404).json({ error: `${request.method} ${request.path}: not found` });
});

// Express knows an error by its four parameters. A body that is not JSON, or too large, has a status.
app.use((error, _request, response, _next) => {
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  response.status(status).json({ error: status < 500 ? `body: ${error.message}` : 'see the log' });
});

/** @param {unknown} body @returns {string | null} what is wrong with it, by the input's name */
function problemOf(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return 'body: expected application/json such as {"area": 62, "rooms": 3, "age": 48, "minutes": 12}';
  }
  const unknown = Object.keys(body).find((key) => !Object.hasOwn(RANGES, key));
  if (unknown !== undefined) {
    return `${unknown}: not an input; expected ${Object.keys(RANGES).join(', ')}`;
  }
  for (const [key, [least, most]] of Object.entries(RANGES)) {
    const value = body[key];
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      const got = value === undefined ? 'nothing' : JSON.stringify(value);
      return `${key}: expected a number from ${least} to ${most}, got ${got}`;
    }
  }
  return null;
}

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${server.address().port}/`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => model.dispose()); // takes no more requests, and answers those it has
  });
}
