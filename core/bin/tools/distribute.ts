/** `ctys distribute`: the ancestor copied itself to hosts. They need nothing of ctys now: what they do need is looked for and told. */
import { fail } from '../../model/failure.ts';
import type { HostStatus } from '../../model/host.ts';
import { TYPES } from '../../model/machine.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { snapshot } from '../snapshot.ts';
import { toolOptions } from './options.ts';
import { hostsOf, tell } from './targets.ts';

export const USAGE = `Usage: ctys distribute TARGET ...
Nothing is copied: hosts need nothing of ctys but SSH. Each is reached, and what it lacks is told, with the remedy.
-F 1|2|3|force|forceclean|forceall   -P UserHomeCopy|UHC|UserHomeLinkonly|UHL|SharedAnyDirectory|SAD|SharedAnyLinkonly|SAL|AnyDirectory|AD   as the ancestor had them; they change nothing`;

const LEVELS = /^(?:[123]|force|forceclean|forceall)$/i;
const PLACES =
  /^(?:UserHomeCopy|UHC|UserHomeLinkonly|UHL|SharedAnyDirectory|SAD|SharedAnyLinkonly|SAL|AnyDirectory|AD)$/i;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const kinds = { force: { type: 'string', short: 'F' }, place: { type: 'string', short: 'P' } } as const;
  const { values, rest } = toolOptions(words, kinds, USAGE);
  refuse('-F', values.force, LEVELS);
  refuse('-P', values.place, PLACES);
  const core = await openCore();
  try {
    const hosts = await hostsOf(core, rest, undefined, USAGE, io);
    const codes = await Promise.all(hosts.map(({ name }) => look(core, name, io)));
    const known = (await snapshot(core.api, io.signal)).hosts;
    for (const { name } of hosts) {
      const host = known.get(name);
      if (host?.state === 'up') io.out(needs(host).join('\n').concat('\n'));
    }
    return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
  } finally {
    await core.close();
  }
}

/** A word the ancestor did not know either. @throws Failure bad-input */
function refuse(option: string, value: unknown, known: RegExp): void {
  if (value === undefined || known.test(String(value))) return;
  throw fail('bad-input', `${option} does not know '${String(value)}'.`, USAGE);
}

async function look(core: CoreClient, name: string, io: Io): Promise<number> {
  try {
    await core.api.hosts.refresh({ name, quiet: true }, { signal: io.signal });
    return EXIT.ok;
  } catch (caught) {
    return tell(name, caught, io);
  }
}

/** As they answer, they come in any order. */
const place = (type: string): number => (TYPES as readonly string[]).indexOf(type);

/** Of a technology that is not there at all nothing is missed. */
function needs({ config, readiness = [] }: HostStatus): readonly string[] {
  const usable = readiness.filter((one) => one.usable).sort((a, b) => place(a.type) - place(b.type));
  const missing = usable.flatMap((one) => one.missing);
  return [
    `${config.name}: nothing is copied, it needs nothing of ctys. Can be used: ${usable.map(({ type }) => type).join(' ')}.`,
    ...missing.map(({ message, remedy }) => `  ${[message, remedy].filter(Boolean).join(' ')}`),
  ];
}
