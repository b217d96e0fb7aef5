/**
 * What is chosen in a tab stands in the address, so that it can be shared:
 * #text?model=char-lstm&start=ROMEO%3A. Links come from strangers: what they say is only ever shown as
 * text or put in a form's field, in bounds.
 */

import { visible } from '../src/visible-text.js';

/** @typedef {ReadonlyMap<string, string>} Choices what is chosen in a tab, by name */
/**
 * @typedef {object} PageLink
 * @property {() => string} follow reads the address anew, and returns the tab that it names, or what
 *   stands there instead
 * @property {(tab: string) => void} enter a tab is shown now
 * @property {() => void} write lets the address name the shown tab and its choices
 * @property {(tab: string) => Choices} choices of a tab, as the address said or the visitor chose
 * @property {(tab: string, choices: Choices) => void} choose the visitor chose
 * @property {(tab: string, listener: (choices: Choices) => void) => void} onFollow a link to the tab was
 *   opened when the page was there already
 * @property {(tab: string) => string} addressOf the link to a tab with its choices
 * @property {(...problems: string[]) => void} tell the visitor what of the link is of no use
 */

/** Of one choice, in UTF-16 units, such as the beginning of a text. */
export const LONGEST_CHOICE = 1000;

/** Of what follows the question mark: a unit of text takes up to nine characters there. */
const LONGEST = 10 * LONGEST_CHOICE;

const NONE = new Map();

/**
 * @param {string} hash of an address, with its #
 * @returns {{tab: string, choices: Choices}} none where they are too long; nothing is too odd to be read
 */
export function readLink(hash) {
  const [tab, ...rest] = hash.slice(1).split('?');
  const query = rest.join('?');
  // It repairs bad encodings instead of throwing. Of two choices of one name the first counts.
  const all = query.length > LONGEST ? [] : [...new URLSearchParams(query)].reverse();
  return { tab, choices: new Map(all) };
}

/**
 * @param {string} tab
 * @param {Choices} choices
 * @returns {string} the hash of an address, with its #
 */
export function linkTo(tab, choices) {
  const query = String(new URLSearchParams([...choices]));
  return `#${tab}${query && '?'}${query}`;
}

/**
 * @param {string} text of a link
 * @returns {string} as a part of a sentence: in quotes, short, and with nothing hidden
 */
export function quoted(text) {
  const characters = Array.from(text);
  const [start, end] = [characters.slice(0, 40).join(''), characters.length > 40 ? '…' : ''];
  return `"${visible(start)}${end}"`;
}

/**
 * @param {HTMLElement} note where the visitor is told what of a link is of no use
 * @returns {PageLink}
 */
export function createPageLink(note) {
  /** @type {Map<string, Choices>} */
  const chosen = new Map();
  /** @type {Map<string, (choices: Choices) => void>} */
  const listeners = new Map();
  let shown = '';

  const hashOf = (/** @type {string} */ tab) => linkTo(tab, chosen.get(tab) ?? NONE);

  function write() {
    note.textContent = ''; // what the link asked for is past
    // Not location.hash: the browser would scroll to the panel of that id. And not pushState: Back is
    // to leave the page, not to go through what was tried.
    history.replaceState(null, '', hashOf(shown));
  }

  return {
    follow() {
      const { tab, choices } = readLink(location.hash);
      note.textContent = '';
      if (choices.size > 0) {
        chosen.set(tab, choices);
        listeners.get(tab)?.(choices);
      }
      return tab;
    },
    enter(tab) {
      shown = tab;
    },
    write,
    choices: (tab) => chosen.get(tab) ?? NONE,
    choose(tab, choices) {
      chosen.set(tab, choices);
      // Another tab can choose as well, such as the network that a training has made.
      if (shown === tab) {
        write();
      }
    },
    onFollow: (tab, listener) => listeners.set(tab, listener),
    addressOf: (tab) => new URL(hashOf(tab), location.href).href,
    tell(...problems) {
      const words = `Not everything in this link could be used: ${problems.join('; ')}.`;
      note.textContent = problems.length > 0 ? words : '';
    },
  };
}
