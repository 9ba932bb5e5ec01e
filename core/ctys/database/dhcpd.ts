/**
 * Static hosts of an ISC dhcpd.conf (dhcpd.conf(5)): statements end with `;` or a block in braces, blocks stand in
 * blocks, `#` begins a comment. Only `host NAME { hardware ethernet MAC; fixed-address A, B; }` is of interest.
 */
import { fail } from '../../model/failure.ts';
import { isMac } from '../escape.ts';
import { type MacEntry, normalMac } from './macmap.ts';

export interface Dhcpd {
  /** One for each address of a host; a host without one has an empty IP. */
  readonly entries: readonly MacEntry[];
  /** Files that are included; nobody reads them here. */
  readonly includes: readonly string[];
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** It is a word, whatever its characters are. */
  readonly quoted: boolean;
}

interface Host {
  readonly name: string;
  mac: string;
  addresses: readonly string[];
}

interface Block {
  readonly line: number;
  /** Of the block itself, not of those around it. */
  readonly host: Host | null;
}

/** `file` is its name in messages. @throws Failure file-damaged, with the line */
export function parseDhcpd(text: string, file: string): Dhcpd {
  const entries: MacEntry[] = [];
  const includes: string[] = [];
  const blocks: Block[] = [];
  let statement: Token[] = [];
  for (const token of tokensOf(text, file)) {
    if (token.quoted || !/^[{};]$/.test(token.text)) {
      statement.push(token);
      continue;
    }
    const [first] = statement;
    if (token.text === '{')
      blocks.push({ line: first?.line ?? token.line, host: hostOf(statement, file, token.line) });
    else if (token.text === ';') {
      const host = blocks.at(-1)?.host;
      if (host) describe(host, statement, file);
      if (first?.text === 'include' && statement[1] !== undefined) includes.push(statement[1].text);
    } else {
      if (first !== undefined) throw damaged(file, first.line, "A ';' is missing.");
      const closed = blocks.pop();
      if (closed === undefined) throw damaged(file, token.line, "This '}' closes nothing.");
      if (closed.host !== null) entries.push(...entriesOf(closed.host));
    }
    statement = [];
  }
  const open = blocks.at(-1);
  if (open !== undefined) throw damaged(file, open.line, "The block that begins here has no '}'.");
  const [left] = statement;
  if (left !== undefined) throw damaged(file, left.line, "A ';' is missing.");
  return { entries, includes };
}

const damaged = (file: string, line: number, what: string): Error =>
  fail('file-damaged', `${file}, line ${line}: ${what}`, "Correct it; 'dhcpd -t' tells more.", { line });

function* tokensOf(text: string, file: string): Generator<Token, void> {
  const shape = /[\s,]+|#[^\n]*|"((?:\\.|[^"\\])*)"|[{};]|[^\s,;{}"#]+|"/gs;
  let line = 1;
  for (const [whole, inner] of text.matchAll(shape)) {
    if (whole === '"') throw damaged(file, line, 'A quotation mark is not closed.');
    if (!/^[\s,#]/.test(whole)) yield { text: inner ?? whole, line, quoted: inner !== undefined };
    line += whole.split('\n').length - 1;
  }
}

/** null: the block is another one. */
function hostOf([kind, name]: readonly Token[], file: string, line: number): Host | null {
  if (kind?.text !== 'host' || kind.quoted) return null;
  if (name === undefined) throw damaged(file, line, 'The host has no name.');
  return { name: plain(name, file), mac: '', addresses: [] };
}

/** What would break a record is no name and no address. */
function plain({ text, line }: Token, file: string): string {
  if (/^[\w.:-]+$/.test(text)) return text;
  throw damaged(file, line, `'${text}' is no name.`);
}

function describe(host: Host, [keyword, ...rest]: readonly Token[], file: string): void {
  const [kind, mac] = rest;
  if (keyword?.text === 'fixed-address') host.addresses = rest.map((token) => plain(token, file));
  if (keyword?.text !== 'hardware' || kind?.text !== 'ethernet') return;
  if (mac === undefined || !isMac(mac.text))
    throw damaged(file, keyword.line, `'${mac?.text ?? ''}' is no MAC.`);
  host.mac = normalMac(mac.text);
}

/** A host that is known by something else than a MAC is none of ours. */
const entriesOf = ({ name, mac, addresses }: Host): readonly MacEntry[] =>
  mac === '' ? [] : (addresses.length === 0 ? [''] : addresses).map((ip) => ({ name, mac, ip }));
