/**
 * Sessions of PuTTY 0.60 and later: files of ~/.putty/sessions (unix/storage.c), or an export of the registry
 * (windows/storage.c: names are percent-encoded there). Keys in PuTTY's own format are not taken along.
 */
import { type Entry, NO_SSH, type Reading, reading } from './offer.ts';

type Values = ReadonlyMap<string, string>;

/** A session of its own file; the file's name is the session's. */
export function puttySession(file: string, text: string): Entry {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const equals = line.indexOf('=');
    if (equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return entryOf(unescaped(file), values);
}

const SECTION = /^\[HKEY_[A-Z_]+\\Software\\SimonTatham\\PuTTY\\Sessions\\([^\]\\]+)\]$/i;
const VALUE = /^"([^"]+)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{1,8}))$/i;

/** `reg export HKCU\Software\SimonTatham\PuTTY` */
export function readPuttyRegistry(text: string): Reading {
  const sessions = new Map<string, Map<string, string>>();
  let now: Map<string, string> | undefined;
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (line.startsWith('[')) {
      const name = SECTION.exec(line.trim())?.[1];
      now = name === undefined ? undefined : new Map();
      if (name !== undefined && now !== undefined) sessions.set(unescaped(name), now);
      continue;
    }
    const [, key, quoted, number] = VALUE.exec(line.trim()) ?? [];
    if (key === undefined) continue;
    now?.set(
      key,
      number === undefined ? (quoted ?? '').replace(/\\(.)/g, '$1') : String(Number.parseInt(number, 16)),
    );
  }
  return puttyReading([...sessions].map(([name, values]) => entryOf(name, values)));
}

/** The defaults are a session without a host, and no entry that is missed. */
export const puttyReading = (entries: readonly Entry[]): Reading =>
  reading(entries.filter(({ name, address }) => !(name === 'Default Settings' && address === '')));

function entryOf(name: string, values: Values): Entry {
  const protocol = values.get('Protocol') ?? 'ssh';
  const port = Number(values.get('PortNumber') ?? '');
  const user = values.get('UserName') ?? '';
  return {
    name,
    address: values.get('HostName')?.trim() ?? '',
    ...(user !== '' && { user }),
    ...(Number.isInteger(port) && port > 0 && port <= 65_535 && { port }),
    ...(protocol !== 'ssh' && { doubt: NO_SSH(protocol) }),
  };
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
