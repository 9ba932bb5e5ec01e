/**
 * XML as programs write their settings: elements, attributes, text. No document type and so no entities of its own, no
 * external ones, nothing that is fetched or expanded; bounded in size, depth and number. XML 1.0, 5th edition.
 */
import { fail } from '../../model/failure.ts';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All of its own text. */
  readonly text: string;
}

interface Open {
  readonly tag: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_DEPTH = 100;
const MOST_ELEMENTS = 200_000;

const bad = (why: string): Error => fail('bad-input', `The XML cannot be read: ${why}.`);

const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The root. @throws Failure bad-input */
export function parseXml(source: string): Element {
  if (source.length > MOST_BYTES) throw bad('it is too large');
  const text = source.replace(/^\ufeff/, '');
  const root: Open = { tag: '', name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  let count = 0;
  PIECE.lastIndex = 0;
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    const found = PIECE.exec(text);
    if (found === null) throw bad(notRead(text.slice(at, at + 9)));
    const [, data, closing, opening, attributes = '', self, plain] = found;
    const inner = open.at(-1) ?? root;
    if (data !== undefined) inner.text += data;
    else if (plain !== undefined) inner.text += entities(plain);
    else if (opening !== undefined) {
      if (++count > MOST_ELEMENTS || open.length > MOST_DEPTH) throw bad('it has too many elements');
      open.push({ ...started(opening, attributes) });
      if (self === '/') close(open, opening);
    } else if (closing !== undefined) close(open, closing);
  }
  const [first, ...more] = root.children;
  if (open.length > 1) throw bad(`<${open.at(-1)?.tag ?? ''}> is not closed`);
  if (first === undefined || more.length > 0 || root.text.trim() !== '') throw bad('it has not one root');
  return first;
}

const notRead = (rest: string): string =>
  /^<!DOCTYPE/i.test(rest)
    ? 'it has a document type, which is not followed'
    : 'something in it is not well-formed';

const local = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

function started(tag: string, text: string): Open {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    attributes[local(name)] = entities(double ?? single ?? '');
  return { tag, name: local(tag), attributes, children: [], text: '' };
}

function close(open: Open[], tag: string): void {
  const done = open.length > 1 ? open.pop() : undefined;
  if (done?.tag !== tag) throw bad(`</${tag}> closes nothing`);
  const { name, attributes, children, text } = done;
  open.at(-1)?.children.push({ name, attributes, children, text });
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function entities(text: string): string {
  return text.replace(/&([^;\s&]{0,10};?)/g, (_all, name: string) => {
    const [, hex, decimal, word] = /^(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));$/i.exec(name) ?? [];
    const known = NAMED[word ?? ''];
    if (known !== undefined) return known;
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff)) throw bad(`&${name} stands for nothing`);
    return String.fromCodePoint(code);
  });
}

/** The text of the first child of that name. */
export const textOf = ({ children }: Element, name: string): string | undefined =>
  children.find((child) => child.name === name)?.text.trim();
