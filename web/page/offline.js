/**
 * Keeps the page for when there is no network: what it has loaded, and what its other tabs will need.
 * When all is kept, the document's data-offline says so.
 *
 * @returns {Promise<void>}
 */
export async function keepForOffline() {
  const worker = new URL('../service-worker.js', import.meta.url);
  const list = new URL('page-files.json', import.meta.url);
  try {
    // Private windows, and pages that are not served over HTTPS, have no service workers.
    navigator.serviceWorker?.addEventListener('message', ({ data }) => {
      document.documentElement.dataset.offline = data;
    });
    await navigator.serviceWorker?.register(worker);
    const registration = await navigator.serviceWorker?.ready;
    // The worker was not there yet when these were fetched, so it has not seen them.
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const response = await fetch(list);
    /** @type {string[]} */
    const files = response.ok ? await response.json() : [];
    const rest = files.map((file) => new URL(file, list).href);
    const ours = [location.href, ...loaded, ...rest].map((address) => address.split('#')[0]);
    const addresses = ours.filter((address) => address.startsWith(location.origin));
    registration?.active?.postMessage([...new Set(addresses)]);
  } catch {
    // The page works as well without it; the next visit tries again.
  }
}
