/**
 * Lets the page go on without a network: what was loaded once is kept. What the network has is always
 * newer, so it is asked first; a newly exported model is seen at the next reload.
 */

const KEPT = 'tfjs-bridge-page';

// A new worker takes over at once: the page works with either, and files are always asked for
// first.
self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('message', (event) => {
  event.waitUntil(keep(event.data).then(() => event.source.postMessage('kept')));
});

self.addEventListener('fetch', (event) => {
  const isOurs = new URL(event.request.url).origin === self.location.origin;
  if (isOurs && event.request.method === 'GET') {
    event.respondWith(answer(event.request));
  }
});

/** @param {string[]} addresses of files that the page was made of before this worker watched */
async function keep(addresses) {
  const cache = await caches.open(KEPT);
  // Not addAll(), which keeps nothing where a single address fails.
  await Promise.allSettled(addresses.map((address) => cache.add(address)));
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    // Cache.put() refuses 206, a part of a file.
    if (response.ok && response.status !== 206) {
      await cache.put(request, response.clone());
    } else if (response.status === 404) {
      await cache.delete(request, { ignoreVary: true }); // a model that was removed
    }
    return response;
  } catch (error) {
    // Servers that compress answer with Vary: Accept-Encoding; unpacked, the bytes are the same.
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept === undefined) {
      throw error;
    }
    return kept;
  }
}
