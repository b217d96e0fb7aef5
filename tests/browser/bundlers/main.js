import { createDigitClassifier, loadBundle } from 'tfjs-bridge';

async function main() {
  const bundle = await loadBundle('cnn');
  const ink = new Float32Array(28 * 28);
  for (let row = 4; row < 24; row += 1) ink.fill(1, row * 28 + 13, row * 28 + 16);
  const { label } = await createDigitClassifier(bundle).classify(ink, 28, 28);
  const { backend, trials, selfTest } = bundle;
  return { backend, trials, ok: selfTest.ok, label };
}

main().then(
  (result) => Object.assign(globalThis, { result }),
  (error) => Object.assign(globalThis, { result: { error: String(error) } }),
);
