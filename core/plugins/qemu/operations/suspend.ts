/** Suspend to a state file and resume from it. */
import type { RunOptions } from '../../plugin.ts';
import type { MachineAction } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { Loose } from '../catalogue.ts';
import type { Guest } from '../guest.ts';
import type { Hub } from '../hub.ts';
import type { Qmp } from '../qmp.ts';
import { mustAsOwner } from '../rights.ts';
import { execWord, printSaved, recordPath, type Saved, statePath, stemOf } from '../saved.ts';
import { poweroff } from './stop.ts';
import { bringUp } from './start.ts';
import { statusOf, unpause, untilStatus } from './status.ts';
import { delay } from '../../wait.ts';

/** $1 preferred folder or empty, $2 name. Prints where the state goes: there, or in the owner's state folder. */
export const PLACE_SCRIPT = `
if [ -n "$1" ] && [ -d "$1" ] && [ -w "$1" ]; then d=$1
else d=\${HOME:-/}/.local/state/ctys/qemu; mkdir -p -m 700 -- "$d" || exit 1; fi
printf '%s/%s' "$d" "$2"
`;

/** $1 state, $2 record, read from standard input: both get their names only when they are whole. */
export const KEEP_SCRIPT = `
umask 077
cat >"$2.part" && mv -f -- "$1.part" "$1" && mv -f -- "$2.part" "$2"
`;

export const DROP_SCRIPT = 'rm -f -- "$@"';

/** A name for files: what is no plain character becomes `_`. */
const fileName = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 64);

async function placeOf(hub: Hub, guest: Guest, machine: MachineRecord, o: RunOptions): Promise<string> {
  const stem = machine.config === undefined ? undefined : stemOf(machine.config);
  const folder = stem === undefined ? '' : stem.slice(0, stem.lastIndexOf('/')) || '/';
  const name = stem?.slice(stem.lastIndexOf('/') + 1) ?? fileName(machine.uuid ?? machine.label);
  const argv = ['sh', '-c', PLACE_SCRIPT, 'sh', folder, name];
  return statePath(await mustAsOwner(hub.on, guest.process, argv, 'Finding a place for the state', o));
}

/** The command to start it again: what it runs with, less the state it was resumed from itself. */
function commandAgain({ argv, exe }: Guest['process']): readonly string[] {
  const program = exe ?? argv[0] ?? '';
  const incoming = argv.indexOf('-incoming');
  const args = incoming < 0 ? argv.slice(1) : [...argv.slice(1, incoming), ...argv.slice(incoming + 2)];
  return [program, ...args];
}

interface Migration {
  readonly status?: unknown;
  readonly 'error-desc'?: unknown;
  readonly ram?: { readonly transferred?: unknown; readonly total?: unknown };
}

async function migrate(qmp: Qmp, part: string, o: RunOptions): Promise<void> {
  // Without a limit of bandwidth: this is a disk, not a network.
  await qmp.execute('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 });
  await qmp.execute('migrate', { uri: `exec:umask 077; cat > ${execWord(part)}` });
  for (;;) {
    const { status, ram, ...rest } = ((await qmp.execute('query-migrate')) ?? {}) as Migration;
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled')
      throw fail('command-failed', `QEMU could not write the state: ${String(rest['error-desc'] ?? status)}`);
    if (typeof ram?.transferred === 'number')
      o.progress(`${Math.round(ram.transferred / 2 ** 20)} MiB written`);
    await delay(100, o.signal);
  }
}

/** The state is written while it stands still; when that fails, it goes on as before. */
async function writeState(guest: Guest, qmp: Qmp, part: string, o: RunOptions): Promise<void> {
  const before = await statusOf(qmp);
  await qmp.execute('stop');
  try {
    await migrate(qmp, part, o);
  } catch (caught) {
    if (!qmp.gone.aborted) {
      await qmp.execute('migrate_cancel');
      await untilStatus(qmp, (status) => !/migrate/.test(status), 10_000, new AbortController().signal);
      if (before === 'running') await qmp.execute('cont');
    }
    await drop(guest, [part], o).catch(() => {});
    throw caught;
  }
}

const drop = (guest: Guest, paths: readonly string[], _: RunOptions): Promise<string> =>
  mustAsOwner(guest.on, guest.process, ['sh', '-c', DROP_SCRIPT, 'sh', ...paths], 'Removing the state');

export async function suspend(hub: Hub, guest: Guest, action: MachineAction, o: RunOptions): Promise<void> {
  const machine = hub.recordOf(guest);
  const { process } = guest;
  if (process.cwd === undefined)
    throw fail('rights-missing', 'Its directory cannot be read, so it could not be started again.');
  const qmp = await guest.monitor(o);
  const state = action.stateFile ?? (await placeOf(hub, guest, machine, o));
  if (!state.startsWith('/')) throw fail('bad-input', `${state} is no absolute path.`);
  const { label, uuid, config } = machine;
  const known = { label, ...(uuid !== undefined && { uuid }), ...(config !== undefined && { config }) };
  const saved: Saved = { ...known, argv: commandAgain(process), cwd: process.cwd, state, at: Date.now() };
  o.progress('writing its state');
  await writeState(guest, qmp, `${state}.part`, o);
  const keep = ['sh', '-c', KEEP_SCRIPT, 'sh', state, recordPath(state)];
  try {
    await mustAsOwner(guest.on, process, keep, 'Keeping the state', { stdin: printSaved(saved) });
  } catch (caught) {
    await qmp.execute('cont');
    throw caught;
  }
  hub.keep({ saved, owner: { uid: process.uid, user: process.user } });
  o.log(`Its state is in ${state}.`);
  await poweroff(guest, o);
}

/** The state named by the action, or the one that is kept. */
async function kept(hub: Hub, machine: MachineRecord, action: MachineAction, o: RunOptions): Promise<Loose> {
  if (action.stateFile !== undefined) return hub.savedAt(action.stateFile, recordPath(action.stateFile), o);
  const known = hub.savedOf(machine);
  if (known !== undefined) return known;
  if (machine.config !== undefined) await hub.learn(machine.config, o);
  const found = hub.savedOf(machine);
  if (found !== undefined) return found;
  throw fail(
    'not-found',
    `No saved state of ${machine.label} is known on ${hub.on.name}.`,
    'Start it instead.',
  );
}

/** The very same command reads the state; then the guest goes on, and the state, which is now old, is removed. */
export async function resume(
  hub: Hub,
  machine: MachineRecord,
  action: MachineAction,
  o: RunOptions,
): Promise<void> {
  const { saved, owner } = await kept(hub, machine, action, o);
  const argv = [...saved.argv, '-incoming', `exec:cat < ${execWord(saved.state)}`];
  const guest = await bringUp(hub, machine, owner, { argv, cwd: saved.cwd }, o);
  o.progress('reading its state');
  const qmp = await guest.monitor(o);
  await untilStatus(qmp, (status) => status !== 'inmigrate', 60_000, o.signal);
  await unpause(guest, o);
  hub.drop(saved);
  await mustAsOwner(
    hub.on,
    owner,
    ['sh', '-c', DROP_SCRIPT, 'sh', saved.state, recordPath(saved.state)],
    'Removing the used state',
  );
  o.log('It goes on from its saved state.');
  await guest.refresh(o);
  hub.changed(guest);
}
