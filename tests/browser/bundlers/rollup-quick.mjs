import config from './rollup.config.mjs';

// What the test's page does not load takes half of the time.
const external = (id) => /tfjs-backend-webg|tfjs-converter|tokenizers/.test(id);
export default { ...config, treeshake: false, external };
