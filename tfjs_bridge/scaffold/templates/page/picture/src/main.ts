import { showBars } from './bars';
import { load } from './client';
import { element, latestOnly, reporting, sayReady } from './page';

const drop = element('#drop', HTMLLabelElement);
const file = element('#file', HTMLInputElement);
const preview = element('#preview', HTMLImageElement);
const answer = element('#answer', HTMLOListElement);

await reporting(async () => {
  const client = await load('model'); // in public/

  const classify = latestOnly(async (picture: Blob) => {
    URL.revokeObjectURL(preview.src);
    preview.src = URL.createObjectURL(picture);
    preview.hidden = false;
    answer.replaceChildren();
    const { top, isDistribution } = await client.classify(picture);
    const bars = top.map(({ label, score }) => ({ label, value: score }));
    showBars(answer, bars, isDistribution);
    sayReady(client.model);
  });
  takePictures(classify);
  sayReady(client.model);
});

/** A picture that is chosen, dropped anywhere on the page, or pasted. */
function takePictures(take: (picture: Blob) => void): void {
  const first = (files: FileList | undefined | null) => {
    if (files?.[0] !== undefined) {
      take(files[0]);
    }
  };
  file.addEventListener('change', () => {
    first(file.files);
    file.value = ''; // so that the same file can be chosen again
  });
  addEventListener('paste', ({ clipboardData }) => first(clipboardData?.files));
  addEventListener('dragover', (event) => {
    event.preventDefault(); // or the browser would open the picture in place of the page
    drop.classList.add('over');
  });
  addEventListener('dragleave', () => drop.classList.remove('over'));
  addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    first(event.dataTransfer?.files);
  });
}
