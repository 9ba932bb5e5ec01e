/**
 * X programs of a host on a display of this machine. A host is given a cookie of its own; who comes with it gets the
 * display's real one here, so that the real one never leaves this machine. X11 protocol, chapter 8.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fail } from '../model/failure.ts';
import type { Endpoint } from './channel.ts';
import { mute } from './streams.ts';

export const COOKIE_NAME = 'MIT-MAGIC-COOKIE-1';
const FAMILY_LOCAL = 256;
const FAMILY_WILD = 0xffff;
const TCP_BASE = 6000;

export interface Display {
  readonly endpoint: Endpoint;
  readonly number: string;
  readonly screen: number;
}

/** `:0`, `:0.1`, `unix:0`, `host:10.0`. @throws Failure bad-input */
export function parseDisplay(text: string): Display {
  const [, host = '', number, screen = '0'] = /^(.*):(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (number === undefined)
    throw fail('bad-input', `'${text}' is no display.`, 'Displays are written :0 or localhost:10.0.');
  const endpoint: Endpoint = host.startsWith('/')
    ? { unix: text.replace(/\.\d+$/, '') }
    : host === '' || host === 'unix'
      ? { unix: `/tmp/.X11-unix/X${number}` }
      : { host, port: TCP_BASE + Number(number) };
  return { endpoint, number, screen: Number(screen) };
}

interface Entry {
  readonly family: number;
  readonly address: string;
  readonly number: string;
  readonly name: string;
  readonly data: Buffer;
}

/** The entries of an X authority file; what is cut off in the middle is none. */
export function parseAuthority(file: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  const short = (): number => {
    const value = at + 2 <= file.length ? file.readUInt16BE(at) : Number.NaN;
    at += 2;
    return value;
  };
  const counted = (): Buffer => {
    const size = short();
    const bytes = file.subarray(at, at + size);
    at += Number.isNaN(size) ? file.length : size;
    return bytes;
  };
  while (at < file.length) {
    const family = short();
    const [address, number, name] = [counted(), counted(), counted()].map(String);
    const data = counted();
    if (at > file.length) break;
    entries.push({ family, address: address ?? '', number: number ?? '', name: name ?? '', data });
  }
  return entries;
}

/** The cookie that opens a display; undefined: none is known, and it may need none. */
export function cookieOf({ endpoint, number }: Display, entries: readonly Entry[]): Buffer | undefined {
  const fits = entries.filter(
    (one) => one.name === COOKIE_NAME && (one.number === number || one.number === ''),
  );
  const isOurs = ({ family, address }: Entry): boolean =>
    family === FAMILY_WILD || (family === FAMILY_LOCAL && address === hostname());
  return ('unix' in endpoint ? (fits.find(isOurs) ?? fits[0]) : fits[0])?.data;
}

function readAuthority(env: NodeJS.ProcessEnv): readonly Entry[] {
  try {
    return parseAuthority(readFileSync(env.XAUTHORITY || join(homedir(), '.Xauthority')));
  } catch {
    // A display may be open to its person without one.
    return [];
  }
}

const padded = (size: number): number => Math.ceil(size / 4) * 4;
const HEAD = 12;
/** No name and cookie of X are longer. */
const MOST = 1024;

interface Greeting {
  readonly cookie: Buffer;
  /** The same with another cookie, or none. */
  with(real: Buffer | undefined): Buffer;
}

/** undefined: more is to come. null: it is none of X. */
export function readGreeting(head: Buffer): Greeting | null | undefined {
  if (head.length < HEAD) return undefined;
  const isLittle = head[0] === 0x6c;
  if (!isLittle && head[0] !== 0x42) return null;
  const short = (at: number): number => (isLittle ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const [nameSize, dataSize] = [short(6), short(8)];
  const dataAt = HEAD + padded(nameSize);
  const size = dataAt + padded(dataSize);
  if (size > MOST) return null;
  if (head.length < size) return undefined;
  return {
    cookie: head.subarray(dataAt, dataAt + dataSize),
    with(real) {
      const name = Buffer.from(real === undefined ? '' : COOKIE_NAME);
      const data = real ?? Buffer.alloc(0);
      const out = Buffer.alloc(HEAD + padded(name.length) + padded(data.length));
      head.copy(out, 0, 0, HEAD);
      const write = (value: number, at: number): number =>
        isLittle ? out.writeUInt16LE(value, at) : out.writeUInt16BE(value, at);
      write(name.length, 6);
      write(data.length, 8);
      name.copy(out, HEAD);
      data.copy(out, HEAD + padded(name.length));
      return Buffer.concat([out, head.subarray(size)]);
    },
  };
}

/** A display that programs of one session on a host may use, and the cookie they come with. */
export interface Offered {
  readonly cookie: Buffer;
  readonly display: Display;
}

/** @throws Failure bad-input */
export const offerDisplay = (text: string): Offered => ({
  cookie: randomBytes(16),
  display: parseDisplay(text),
});

/** Joins who comes with a cookie that was given to the display it stands for; closes on anybody else. */
export function joinDisplay(
  from: Duplex,
  offers: () => Iterable<Offered>,
  env: NodeJS.ProcessEnv = process.env,
): void {
  mute(from);
  let head: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const greeting = readGreeting(head);
    if (greeting === undefined) return;
    from.off('data', read).pause();
    const offered = greeting && [...offers()].find(({ cookie }) => cookie.equals(greeting.cookie));
    if (!greeting || !offered) return void from.destroy();
    const real = cookieOf(offered.display, readAuthority(env));
    connectTo(from, offered.display.endpoint, greeting.with(real));
  };
  from.on('data', read);
}

function connectTo(from: Duplex, endpoint: Endpoint, greeting: Buffer): void {
  const socket =
    'unix' in endpoint
      ? connectSocket({ path: endpoint.unix })
      : connectSocket({ host: endpoint.host, port: endpoint.port, noDelay: true });
  mute(socket);
  socket.once('close', () => from.destroy());
  from.once('close', () => socket.destroy());
  socket.write(greeting);
  from.pipe(socket).pipe(from);
}
