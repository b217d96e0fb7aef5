/**
 * @param {import('express').Response} response
 * @returns {AbortSignal} aborted when the client goes away before its answer is over
 */
export function goneSignal(response) {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      gone.abort();
    }
  });
  return gone.signal;
}
