/**
 * Many hosts with many guests on this machine: one real SSH server that is each of them by the name of its user. What
 * runs there is told from memory, all else as a bare machine answers.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PROBE_SCRIPT } from '../../../core/plugins/pm/parse.ts';
import { LIST_SCRIPT } from '../../../core/plugins/qemu/processes.ts';
import { LIST_SCRIPT as SESSIONS_SCRIPT } from '../../../core/plugins/sessions/processes.ts';
import { together } from '../../../core/plugins/together.ts';
import { writeAt } from '../host-files.ts';
import { homeEnv, homePaths, sshDefaults } from '../home.ts';
import { makeKey, publicKey } from '../keys.ts';
import { marked, plainLine, printed, said, unmarked } from './framed.ts';
import { listing, type SimulatedGuest, simulatedGuests } from './guests.ts';
import { recorded } from './recorded.ts';
import { type Answer, serveHosts } from './server.ts';

export interface SimulatedHosts {
  readonly env: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  guests(host: string): readonly SimulatedGuest[];
  down(): Promise<void>;
}

const nameOf = (index: number): string => `sim${String(index).padStart(3, '0')}`;

/** What plugins ask together, in the order of their plugins, by the line it is asked with. */
const TOGETHER: ReadonlyMap<string, readonly string[]> = new Map(
  [[LIST_SCRIPT], [PROBE_SCRIPT, LIST_SCRIPT], [PROBE_SCRIPT, LIST_SCRIPT, SESSIONS_SCRIPT]].map(
    (scripts) => [plainLine(together(scripts)), scripts] as const,
  ),
);

/** Why it cannot run here; null: it can. */
export const simulatedAvailable = (): string | null =>
  process.getuid?.() === 0 ? null : 'Simulated hosts answer as bare machines by `unshare`, which needs root.';

export async function simulatedUp(hosts: number, guestsEach: number): Promise<SimulatedHosts> {
  const home = mkdtempSync(join(tmpdir(), 'ctys-simulated-'));
  const paths = homePaths({ home });
  mkdirSync(join(home, 'keys'), { mode: 0o700 });
  mkdirSync(join(home, 'bare'));
  await Promise.all([makeKey(paths.identity, 'lab'), makeKey(join(home, 'keys/host'), 'host')]);
  const guests = new Map(
    Array.from({ length: hosts }, (_, index) => [nameOf(index), simulatedGuests(index, guestsEach)] as const),
  );
  const names = [...guests.keys()];
  const bare = recorded(join(home, 'bare'));
  const answer = async (host: string, line: string): Promise<Answer> => {
    const plain = unmarked(line);
    const told = async (script: string): Promise<string> =>
      script === LIST_SCRIPT
        ? listing(guests.get(host) ?? [], names.indexOf(host))
        : said(await bare(plainLine(['sh', '-c', script])));
    const scripts = TOGETHER.get(plain);
    if (scripts === undefined) return marked(line, await bare(plain));
    return marked(line, printed((await Promise.all(scripts.map(told))).join('\u001e')));
  };
  const server = await serveHosts({
    hostKey: join(home, 'keys/host'),
    identity: paths.identity,
    has: (host) => guests.has(host),
    answer,
  });
  writeFiles(home, names, server.port);
  return {
    env: homeEnv({ home }),
    names,
    guests: (host) => guests.get(host) ?? [],
    down: async () => {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function writeFiles(home: string, names: readonly string[], port: number): void {
  const paths = homePaths({ home });
  for (const name of ['config', 'cache', 'state']) mkdirSync(join(home, name), { mode: 0o700 });
  writeAt(paths.sshConfig, sshDefaults(paths));
  writeAt(paths.knownHosts, `[127.0.0.1]:${port} ${publicKey(join(home, 'keys/host.pub'))}\n`, 0o600);
  const host = (user: string) => ({ address: '127.0.0.1', port, user, identity: paths.identity });
  const hosts = Object.fromEntries(names.map((name) => [name, host(name)]));
  writeAt(paths.hostsFile, stringify({ version: 1, hosts }), 0o600);
}
