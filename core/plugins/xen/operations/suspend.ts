/** Suspend to a state file and resume from it. A state that is not whole never has its name. */
import type { MachineAction } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import { accountOn, execAsAllowed } from '../../config/account.ts';
import type { Hub } from '../hub.ts';
import { firstLine } from '../rights.ts';
import { printSaved, recordPath } from '../saved.ts';
import { isLibvirts } from '../libvirt.ts';
import { virsh, xl } from '../xl.ts';
import { mustBeUp, start } from './start.ts';
import { isGone, until } from './state.ts';

/** ms; a guest's whole memory is written or read. */
const LIMIT = 15 * 60_000;
const GONE = 30;

/** $1 domain, $2 state; the record comes on standard input. Both get their names only when they are whole. */
const SAVE_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
umask 077
mkdir -p -m 700 -- "\${2%/*}" && xl save "$1" "$2.part" && mv -f -- "$2.part" "$2" &&
  cat >"$2.json.part" && mv -f -- "$2.json.part" "$2.json" && exit 0
rm -f -- "$2.part" "$2.json.part"
exit 1`;

const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Beside the configuration; without one where the product keeps its own. */
async function placeOf(hub: Hub, machine: MachineRecord, named: string | undefined): Promise<string> {
  const { home } = await accountOn(hub.on);
  const base = machine.config === undefined ? `${home}/.local/state/ctys/xen` : folder(machine.config);
  if (named !== undefined)
    return named.startsWith('/') ? named : `${base}/${named.replace(/^~\//, `${home}/`)}`;
  const name = machine.config?.slice(folder(machine.config).length + 1).replace(/\.[^.]*$/, '');
  return `${base}/${name ?? machine.uuid ?? machine.label.replace(/[^A-Za-z0-9._-]/g, '_')}.vmstate`;
}

export async function suspend(
  hub: Hub,
  machine: MachineRecord,
  action: MachineAction,
  o: RunOptions,
): Promise<void> {
  const domain = await hub.mustFind(machine, o);
  const state = await placeOf(hub, machine, action.stateFile);
  const { uid } = await accountOn(hub.on);
  const saved = {
    label: machine.label,
    state,
    at: Date.now(),
    uid,
    ...(machine.uuid !== undefined && { uuid: machine.uuid }),
    ...(machine.config !== undefined && { config: machine.config }),
  };
  o.progress('its memory is written');
  if (action.stateFile === undefined && isLibvirts(domain.entry?.config)) {
    await virsh(hub.on, ['managedsave', machine.uuid ?? machine.label], { ...o, timeout: LIMIT });
    o.log('libvirt keeps the state, and goes on from it when the guest is started.');
    return;
  }
  const argv = ['sh', '-c', SAVE_SCRIPT, 'sh', String(domain.listed.id), state];
  const { code, stderr, stdout } = await execAsAllowed(hub.on, argv, {
    signal: o.signal,
    stdin: printSaved(saved),
    timeout: LIMIT,
  });
  if (code !== 0)
    throw fail(
      'command-failed',
      `The memory of ${machine.label} could not be written to ${state}: ${firstLine(stderr || stdout)}`,
      'It goes on as before; see whether there is room for it.',
      { output: `${stderr}\n${stdout}`.slice(-4000) },
    );
  await until(hub, machine, isGone, GONE, o);
  o.log(`The state is in ${state}.`);
  if (domain.entry !== undefined) hub.changed({ ...domain.entry, saved });
}

/** From the state named, else the one that is kept. It is used up: the disks go on with it. */
export async function resume(
  hub: Hub,
  machine: MachineRecord,
  action: MachineAction,
  o: RunOptions,
): Promise<void> {
  const entry = await hub.configuration(machine, o).catch(() => undefined);
  const state =
    action.stateFile === undefined ? entry?.saved?.state : await placeOf(hub, machine, action.stateFile);
  if (action.stateFile === undefined && entry !== undefined && isLibvirts(entry.config))
    return await start(hub, machine, o);
  if (state === undefined)
    throw fail(
      'not-found',
      `There is no saved state of ${machine.label}.`,
      'Start it, or name the file: RESUME:<file>.',
    );
  const { code } = await execAsAllowed(hub.on, ['test', '-f', state], o);
  if (code !== 0)
    throw fail('not-found', `${state} is not there on ${hub.on.name}.`, 'Name another file, or start it.');
  o.progress('its memory is read');
  await xl(hub.on, ['restore', state], { ...o, timeout: LIMIT });
  await mustBeUp(hub, machine, o);
  await execAsAllowed(hub.on, ['rm', '-f', '--', state, recordPath(state)], {});
  if (entry !== undefined) {
    const { saved: _used, ...rest } = entry;
    hub.forgetSaved(rest);
  }
}
