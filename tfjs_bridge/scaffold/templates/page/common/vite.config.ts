import type { UserConfig } from 'vite';

export default {
  base: './', // so that the built site can lie in any folder of a server
  build: { chunkSizeWarningLimit: 1000 }, // TensorFlow.js is most of it: 265 kB, compressed
} satisfies UserConfig;
