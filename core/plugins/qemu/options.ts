/**
 * QEMU's option values: `first,key=value,flag`, a comma inside a value written twice.
 * Source: qemu(1) 7.2, "Syntax" of -chardev, -device and friends.
 */
import type { Endpoint } from '../../channel/channel.ts';

export type Options = ReadonlyMap<string, string>;

/** NUL cannot be part of an argument, so it may stand for the doubled comma meanwhile. */
const splitCommas = (text: string): string[] =>
  text
    .replaceAll(',,', '\0')
    .split(',')
    .map((part) => part.replaceAll('\0', ','));

/** Old spellings of flags (`server`, `nowait`) and what they mean. */
function flag(word: string): [string, string] {
  return word.length > 2 && word.startsWith('no') ? [word.slice(2), 'off'] : [word, 'on'];
}

/** `implied` is the key of a first part without one. The last of several equal keys wins. */
export function parseOptions(text: string, implied: string): Options {
  return new Map(
    splitCommas(text).map((part, i): [string, string] => {
      const equals = part.indexOf('=');
      if (equals >= 0) return [part.slice(0, equals), part.slice(equals + 1)];
      return i === 0 ? [implied, part] : flag(part);
    }),
  );
}

const printed = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

/** The same of -device and -netdev, which may be JSON, too: libvirt writes them so for QEMU since 6.2. */
export function parseDevice(text: string, implied: string): Options {
  if (!text.startsWith('{')) return parseOptions(text, implied);
  try {
    return new Map(Object.entries(JSON.parse(text)).map(([key, value]) => [key, printed(value)]));
  } catch {
    return new Map();
  }
}

/** A value for an option of QEMU. */
export const escapeOption = (value: string): string => value.replaceAll(',', ',,');

export const isOn = (value: string | undefined): boolean => value === 'on' || value === 'yes';

/** Absolute path on the host; relative ones start at the process's directory. */
export function absolute(path: string, cwd: string | undefined): string | undefined {
  if (path.startsWith('/')) return path;
  return cwd === undefined ? undefined : `${cwd.replace(/\/$/, '')}/${path}`;
}

/** Addresses that mean "any" are reached on the host itself. */
export function reachable(host: string): string {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  if (plain === '' || plain === '0.0.0.0' || plain === '*') return '127.0.0.1';
  return plain === '::' ? 'localhost' : plain;
}

export function tcpEndpoint(host: string, port: number): Endpoint | undefined {
  return Number.isInteger(port) && port > 0 && port < 65_536 ? { host: reachable(host), port } : undefined;
}

/** Where a client can reach a character device: undefined when it is no plain listening socket. */
export function socketOf(options: Options, cwd: string | undefined): Endpoint | undefined {
  if (!isOn(options.get('server')) || isOn(options.get('websocket')) || isOn(options.get('telnet')))
    return undefined;
  if (options.has('tls-creds') || isOn(options.get('abstract'))) return undefined;
  const path = options.get('path');
  if (path !== undefined) {
    const unix = absolute(path, cwd);
    return unix === undefined ? undefined : { unix };
  }
  const port = options.get('port');
  return port === undefined ? undefined : tcpEndpoint(options.get('host') ?? '', Number(port));
}

/** The short form of -serial, -qmp and -monitor: `unix:PATH,server=on`, `tcp:HOST:PORT,server=on`. */
export function parseShortSocket(text: string, cwd: string | undefined): Endpoint | undefined {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  if (kind === 'unix') return socketOf(parseOptions(rest, 'path'), cwd);
  if (kind !== 'tcp') return undefined;
  const options = parseOptions(rest, 'address');
  const address = options.get('address') ?? '';
  const last = address.lastIndexOf(':');
  return socketOf(
    new Map([...options, ['host', address.slice(0, last)], ['port', address.slice(last + 1)]]),
    cwd,
  );
}
