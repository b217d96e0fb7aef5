import type { UserConfig } from 'vite';

export default {
  base: './', // so that the built site can lie in any folder of a server
  build: {
    chunkSizeWarningLimit: 1200, // TensorFlow.js is most of it: 295 kB, compressed
    rolldownOptions: { checks: { bundlerTimings: false } }, // slow machines need no advice on it
  },
} satisfies UserConfig;
