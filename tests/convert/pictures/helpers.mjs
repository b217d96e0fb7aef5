/** What all helpers over models of pictures say of one picture, as JSON: in Node and in a page. */

/**
 * @param {typeof import('../../../web/src/index.js')} library
 * @param {(name: string) => string} locationOf an artifact
 * @param {string} picture its path or address
 */
export async function answersOf(library, locationOf, picture) {
  const load = (/** @type {string} */ name) => library.loadModel(locationOf(name));
  const classifier = library.createImageClassifier(await load('labels'));
  const { found, isDistribution, scores } = await classifier.classify(picture);
  const regressor = library.createImageRegressor(await load('numbers'));
  const segmenter = library.createImageSegmenter(await load('map'));
  const map = await segmenter.segment(picture);
  const embedder = library.createImageEmbedder(await load('vector'));
  const embedding = await embedder.embed(picture);
  const one = { data: new Uint8Array(4 * 9).fill(255), width: 3, height: 3 };
  const other = await embedder.embed(one);
  const detector = library.createImageDetector(await load('boxes'), { labels: ['a', 'b', 'c'] });
  const helpers = [classifier, regressor, segmenter, embedder, detector];
  const answers = {
    labels: { found, isDistribution, scores: Array.from(scores), multi: classifier.multiLabel },
    numbers: await regressor.estimate(picture),
    map: {
      size: [map.height, map.width],
      classes: Array.from(map.classes),
      shares: map.shares,
      overlay: Array.from(map.overlay({ opacity: 1, hidden: ['green'] }).data),
      painted: Array.from(map.painted().data),
    },
    vector: {
      embedding: Array.from(embedding),
      similarity: library.cosineSimilarity(embedding, other),
      nearest: library.nearestEmbeddings(other, [embedding, other], 1),
    },
    boxes: await detector.detect(picture, { threshold: 0.4, overlap: 0.3 }),
    selfTests: await Promise.all(helpers.map((helper) => helper.selfTest())),
  };
  for (const helper of helpers) {
    helper.dispose();
  }
  return answers;
}
