/** Paints what the network has learned. Usage: node examples/custom-layer/paint.mjs [WIDTH] */

// In a project of yours: from 'tfjs-bridge'.
import { loadModel } from '../../web/src/index.js';

const width = Number(process.argv[2] ?? '64');
const height = Math.round(width / 2); // a character is twice as high as wide
const model = await loadModel('exported/custom-layer'); // layers or a graph: both are used alike

for (let row = 0; row < height; row += 1) {
  const y = (2 * row + 1) / height - 1;
  const places = Array.from({ length: width }, (_, column) => [(2 * column + 1) / width - 1, y]);
  const { ink } = await model.predict(places);
  const line = ink.map(([amount]) => ' .:#'[Math.round(3 * amount)]);
  console.log(line.join('').trimEnd());
}
model.dispose();
