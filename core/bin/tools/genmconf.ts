/** `ctys genmconf`: a host's own description, pm.conf or vm.conf, from what the host tells. */
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { isMac } from '../../ctys/escape.ts';
import { parseCall } from '../../ctys/parse.ts';
import { type Failure, fail } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import { isMade } from '../../model/machine.ts';
import {
  MCONF_KINDS,
  type Mconf,
  type MconfKeys,
  type MconfKind,
  mconfPath,
  renderMconf,
  withKey,
} from '../../model/mconf.ts';
import { answerPrompts } from '../ask.ts';
import { asFailure } from '../as-failure.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup } from '../lookup.ts';
import { hostName, placesOf, visitedHosts } from '../places.ts';
import { snapshot } from '../snapshot.ts';
import { VERSION } from '../version.ts';
import { type ToolOptions, toolOptions } from './options.ts';

export const USAGE = `Usage: ctys genmconf [-I IP] [-M MAC] [-k KEY=VALUE ...] [-P] [-u | -U UUID] [-x PM|VM] [-l USER] [TARGET ...]
-P  written to /etc/ctys.d on the target, which needs root's rights there; else printed
-u  a new UUID   -U  this UUID   -I, -M  the first address, the first MAC   -k  any key, -k DIST=Debian for instance`;

export interface Wishes {
  readonly kind?: MconfKind;
  /** Keys that stand for what the host tells. */
  readonly keys: MconfKeys;
  readonly newUuid: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Failure bad-input */
export function readWishes(values: ToolOptions['values']): Wishes {
  const { ip, mac, uuid, key = [] } = values;
  const kind = values.kind === undefined ? undefined : String(values.kind).toUpperCase();
  if (kind !== undefined && !isKind(kind)) throw wrong(`-x takes PM or VM, not '${values.kind}'.`);
  if (typeof ip === 'string' && isIP(ip.split('%')[0] ?? '') === 0) throw wrong(`'${ip}' is no IP address.`);
  if (typeof mac === 'string' && !isMac(mac)) throw wrong(`'${mac}' is no MAC.`);
  if (typeof uuid === 'string' && !UUID.test(uuid)) throw wrong(`'${uuid}' is no UUID.`);
  if (values.newUuid && uuid !== undefined) throw wrong('-u and -U exclude each other.');
  return {
    ...(kind !== undefined && { kind }),
    keys: [
      ...(typeof ip === 'string' ? [['IP0', ip] as const] : []),
      ...(typeof mac === 'string' ? [['MAC0', mac.toLowerCase()] as const] : []),
      ...(typeof uuid === 'string' ? [['UUID', uuid.toLowerCase()] as const] : []),
      ...(Array.isArray(key) ? key.map(readKey) : []),
    ],
    newUuid: values.newUuid === true,
  };
}

const isKind = (word: string): word is MconfKind => MCONF_KINDS.some((kind) => kind === word);
const wrong = (message: string): Failure => fail('bad-input', message, USAGE);

function readKey(text: string): readonly [string, string] {
  const [, key, value] = /^([A-Za-z][\w-]*)=(.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw wrong(`'${text}' is no KEY=VALUE.`);
  return [key.toUpperCase(), value];
}

/** What only we know, then what the person wants otherwise. */
export function completed(told: MconfKeys, readiness: readonly Readiness[], wishes: Wishes): MconfKeys {
  const usable = readiness
    .filter(({ type, usable: can }) => can && type !== 'PM' && !isMade(type))
    .map(({ type }) => type);
  const ours: MconfKeys = [
    ['CTYSREL', VERSION],
    ['STACKCAP', usable.join(',')],
    ...(wishes.newUuid ? [['UUID', randomUUID()] as const] : []),
  ];
  return [...ours, ...wishes.keys].reduce((keys, [key, value]) => withKey(keys, key, value), told);
}

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      ip: { type: 'string', short: 'I' },
      mac: { type: 'string', short: 'M' },
      key: { type: 'string', short: 'k', multiple: true },
      permanent: { type: 'boolean', short: 'P' },
      newUuid: { type: 'boolean', short: 'u' },
      uuid: { type: 'string', short: 'U' },
      kind: { type: 'string', short: 'x' },
      login: { type: 'string', short: 'l' },
    },
    USAGE,
  );
  const wishes = readWishes(values);
  const login = typeof values.login === 'string' ? ['-l', values.login] : [];
  const places = parseCall([...login, '-a', 'info', ...rest], fileLookup()).flatMap(placesOf);
  const core = await openCore();
  const over = new AbortController();
  const asking = answerPrompts(core.api, io, over.signal);
  try {
    await Promise.all(visitedHosts(places).map((config) => core.api.hosts.visit(config)));
    const codes: number[] = [];
    for (const name of new Set(places.map(hostName)))
      codes.push(await one(core, name, wishes, values.permanent === true, io));
    return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
  } finally {
    over.abort();
    await asking.catch(() => {});
    await core.close();
  }
}

/** One host's failure keeps no other from its turn. */
async function one(core: CoreClient, name: string, wishes: Wishes, write: boolean, io: Io): Promise<number> {
  try {
    const { kind, keys } = await described(core, name, wishes, io);
    if (!write) io.out(renderMconf(keys));
    else {
      const pairs = keys.map(([key, value]): [string, string] => [key, value]);
      const asked = { name, kind, write: pairs, quiet: !io.canAsk };
      await core.api.hosts.describe(asked, { signal: io.signal });
      io.out(`${name}: ${mconfPath(kind)} is written.\n`);
    }
    return EXIT.ok;
  } catch (caught) {
    const { code, message, remedy = '' } = asFailure(caught);
    io.error(`ctys: ${name}: ${message} ${remedy}`.trimEnd().concat('\n'));
    return exitCodeOf(code);
  }
}

async function described(core: CoreClient, name: string, wishes: Wishes, io: Io): Promise<Mconf> {
  const { kind } = wishes;
  const { signal } = io;
  const [told] = await Promise.all([
    core.api.hosts.describe({ name, quiet: true, ...(kind !== undefined && { kind }) }, { signal }),
    core.api.hosts.refresh({ name, quiet: true }, { signal }),
  ]);
  const { hosts } = await snapshot(core.api, signal);
  return { kind: told.kind, keys: completed(told.keys, hosts.get(name)?.readiness ?? [], wishes) };
}
