import { copyText } from './clipboard.js';

/**
 * @param {HTMLButtonElement} button
 * @param {object} deps
 * @param {import('./page-link.js').PageLink} deps.link
 * @param {string} deps.tab
 * @param {() => import('./page-link.js').Choices} deps.choices what the link is to say
 * @param {(words: string) => void} deps.say what has come of it
 */
export function offerLink(button, { link, tab, choices, say }) {
  button.addEventListener('click', async () => {
    link.choose(tab, choices());
    const isCopied = await copyText(link.addressOf(tab));
    // It was written there just now.
    say(
      isCopied
        ? 'Link copied'
        : 'Your browser does not let this page copy: take the link from the address bar.',
    );
  });
}
