/** Shells and commands on hosts (ctys -t CLI): in the caller's terminal, or without one and then as jobs. */
import type { MachineAction } from '../model/action.ts';
import type { ShellRun } from '../model/console.ts';
import { offerFor } from '../model/console-words.ts';
import { isCreation } from '../model/creation.ts';
import { carried } from './as-failure.ts';
import { runCommand, tellResult } from './commands.ts';
import { attach } from './console.ts';
import type { CoreClient } from './core-client.ts';
import { withDisplay } from './display.ts';
import { EXIT } from './exit-codes.ts';
import { innerActions } from './hops.ts';
import type { Io } from './io.ts';
import { machinesOf, theOne } from './machines.ts';
import { hostName, withLogin } from './places.ts';

/** @throws Failure why it cannot be opened */
export async function shell(core: CoreClient, action: MachineAction, io: Io): Promise<number> {
  const inner = await innerActions(core, action);
  if (inner !== null) {
    for (const one of inner) {
      const code = await shell(core, one, io);
      if (code !== EXIT.ok) return code;
    }
    return EXIT.ok;
  }
  if (action.target.label !== undefined) await checkLabel(core, action, io);
  if (action.options?.dryRun) {
    const { command } = action.start ?? {};
    const what = command === undefined ? 'a shell' : `'${command}'`;
    io.out(`1. ${what} on ${hostName(withLogin(action))}\n`);
    return EXIT.ok;
  }
  if (isCommand(action) && (!hasTerminal() || isBehind(action)))
    return tellResult(await runCommand(core, action, io), io);
  return await inTerminal(core, action, io);
}

const isCommand = (action: MachineAction): boolean =>
  isCreation(action) && action.type === 'CLI' && action.start?.command !== undefined;

const hasTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** `-b 1`: the caller's terminal is left alone. */
const isBehind = ({ options }: MachineAction): boolean =>
  typeof options?.dispatch === 'object' && options.dispatch.mode === 'async';

/** A label stands for one session of ours on a host. @throws Failure wrong-state */
async function checkLabel(core: CoreClient, action: MachineAction, io: Io): Promise<void> {
  const name = hostName(withLogin(action));
  const look = { name, quiet: !io.canAsk, runningOnly: true, types: ['CLI' as const] };
  await carried(core.api.hosts.refresh(look, { signal: io.signal }));
  await carried(core.api.plan({ ...action, on: { host: name } }));
}

function runOf(action: MachineAction): ShellRun | undefined {
  const { target, start = {} } = action;
  const { shell: other, command, folder } = start;
  // A shell gets a display only where it is given one: what is typed there is not known yet.
  const { display } = (command === undefined ? action : withDisplay(action)).options ?? {};
  const label = target.label ?? command?.split(/\s/, 1)[0];
  if ([label, other, folder, display].every((one) => one === undefined)) return undefined;
  return {
    label: label ?? 'shell',
    ...(other !== undefined && { shell: other }),
    ...(command !== undefined && { command }),
    ...(folder !== undefined && { folder }),
    ...(display !== undefined && { display }),
  };
}

async function inTerminal(core: CoreClient, action: MachineAction, io: Io): Promise<number> {
  const { start: _, ...host } = action;
  const pm: MachineAction = { ...host, type: 'PM', target: {} };
  const machine = theOne(await machinesOf(core, pm, io), pm);
  const run = runOf(action);
  await attach(core, machine, offerFor('CLI', machine), io, { ...(run !== undefined && { run }) });
  return EXIT.ok;
}
