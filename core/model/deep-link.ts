/**
 * Links of the product, `ctys://lab00/xen/tst100`: the place of a machine, which is selected. Anybody can write one into a
 * page or a mail, so that a link says nothing else: no verb, no call, no options. Pure.
 */

const SCHEME = 'ctys://';
const MOST_CHARACTERS = 2_000;
const MOST_PARTS = 32;
/** As machines and hosts are called: no control characters, no separators of files. */
const PART = /^[^\p{C}/\\]{1,255}$/u;

/** The machine's place, `/lab00/xen/tst100`; null: it is no link of ours, or says more than a place. */
export function readLink(text: string): string | null {
  if (text.length > MOST_CHARACTERS || !text.toLowerCase().startsWith(SCHEME) || /[?#]/.test(text))
    return null;
  // Systems put a slash behind a name that stands alone.
  const parts = text
    .slice(SCHEME.length)
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decoded);
  const sound = parts.every((part) => part !== null && PART.test(part) && part !== '.' && part !== '..');
  return sound && parts.length <= MOST_PARTS ? `/${parts.join('/')}` : null;
}

/** The first link among the words a program was started with. */
export const linkAmong = (words: readonly string[]): string | null =>
  words.map(readLink).find((path) => path !== null) ?? null;

/** The link of a machine's place. */
export const linkTo = (path: string): string =>
  SCHEME + path.split('/').filter(Boolean).map(encodeURIComponent).join('/');

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
