/** CREATE and CANCEL: the machine is found, the plan carried out as jobs, its console opened. */
import { formatCall } from '../ctys/format.ts';
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import { type Failure, fail } from '../model/failure.ts';
import { CONSOLE_WORDS, offerFor } from '../model/console-words.ts';
import { isCreation } from '../model/creation.ts';
import { suited } from '../model/suited.ts';
import type { Machine } from '../model/machine.ts';
import { carried } from './as-failure.ts';
import { createSessions } from './create.ts';
import { attach } from './console.ts';
import type { CoreClient } from './core-client.ts';
import { openEmacs } from './emacs.ts';
import { EXIT } from './exit-codes.ts';
import { shell } from './shells.ts';
import { snapshot } from './snapshot.ts';
import { hasDisplay, showInWindow } from './windows.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { fromDatabases } from './known.ts';
import { machinesOf, theOne } from './machines.ts';

/** @throws Failure why it cannot be done */
export async function act(core: CoreClient, asked: MachineAction, io: Io): Promise<number> {
  const action =
    asked.target.record === undefined ? asked : ((await fromDatabases(core, asked, io)) ?? asked);
  if (action.type === 'CLI' && isCreation(action)) return await shell(core, action, io);
  if (action.type === 'X11' || action.type === 'RDP') throw unable(action);
  if (isCreation(action)) return await create(core, action, io);
  refuseStrange(action);
  const machines = await machinesOf(core, withoutAddress(action), io);
  if (!action.target.all) return await actOn(core, action, theOne(machines, action), io);
  const codes = await Promise.all(machines.map((machine) => actOn(core, action, machine, io)));
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** Of a PM there is one a host: it needs no address. A label there only names the job. */
const withoutAddress = (action: MachineAction): MachineAction =>
  action.type === 'PM' && !action.target.tcp ? { ...action, target: {} } : action;

const unable = ({ type, target }: MachineAction): Failure =>
  fail(
    'not-capable',
    `${type} sessions cannot be started or ended yet${target.label === undefined ? '' : ` (${target.label})`}.`,
    'Machines are named with their technology: -t qemu, for instance.',
  );

/** Words that mean nothing to the technology are told, never left out in silence. */
function refuseStrange(action: MachineAction): void {
  if (action.wake?.arm && action.type !== 'PM')
    throw fail('bad-input', `WOL is supported by PM only, not by ${action.type}.`, 'Give -t pm.');
  if (action.self && action.type !== 'PM')
    throw fail(
      'not-capable',
      'SELF is not carried out yet: the host would be stopped, too.',
      'Leave SELF out.',
    );
  if (action.type !== 'PM' && Object.keys(action.target).length === 0)
    throw fail(
      'bad-input',
      'The address of the machine is missing.',
      'Name it, by its label for instance: l:tst100.',
    );
}

async function actOn(core: CoreClient, asked: MachineAction, machine: Machine, io: Io): Promise<number> {
  const action = { ...suited(asked, machine), target: { id: machine.id } };
  const opensOnly = action.verb === 'connect';
  if (asked.options?.debug?.printFinal) io.error(`${formatCall(action, machine)}\n`);
  if (action.options?.dryRun) return await showPlan(core, action, machine, io);
  if (action.side === 'client' || (opensOnly && action.ifRunning === 'reconnect'))
    await endClients(core, machine, io);
  if (action.side === 'client' && machine.type !== 'VNC') return EXIT.ok;
  if (!opensOnly) {
    const code = await followJobs(core, await jobsOf(core, action), io);
    if (code !== EXIT.ok) return code;
  }
  return await openConsole(core, action, machine, io);
}

/** Clients of ours, in whatever window or terminal they are; the server goes on. */
export async function endClients(core: CoreClient, machine: Machine, io: Io): Promise<void> {
  const { sessions } = await snapshot(core.api, io.signal);
  const ours = [...sessions.values()].filter((one) => one.machine === machine.id && one.state !== 'closed');
  await Promise.all(ours.map(({ id }) => carried(core.api.console.close({ session: id }))));
}

/** Only what the contract knows of: where is said by the machine's id. */
const bare = ({ on: _on, type: _type, options: _options, ...action }: MachineAction): MachineAction => action;

async function jobsOf(core: CoreClient, action: MachineAction): Promise<readonly string[]> {
  return await carried(core.api.run(bare(action)));
}

async function showPlan(core: CoreClient, action: MachineAction, machine: Machine, io: Io): Promise<number> {
  const steps = await core.api.plan(bare(action));
  const lines = steps.map(({ text, limit, fallback }, index) => {
    const how =
      limit === undefined ? '' : ` (within ${limit} s${fallback === undefined ? '' : `, else ${fallback}`})`;
    return `${index + 1}. ${text}${how}`;
  });
  io.out(`${lines.join('\n')}\n   ${formatCall(action, machine)}\n`);
  return EXIT.ok;
}

const OPENS: ReadonlySet<string> = new Set(['start', 'connect', 'resume', 'unpause', 'wake']);

/** A session is started to be seen; a guest runs by itself. */
const usualConsole = (verb: string, { type }: Machine): ConsoleWord =>
  type === 'VNC' ? 'VNC' : verb === 'connect' ? 'CLI' : 'NONE';

/** Each console where its word says, today. */
async function openConsole(
  core: CoreClient,
  action: MachineAction,
  machine: Machine,
  io: Io,
): Promise<number> {
  const { verb, console: word = usualConsole(verb, machine) } = action;
  if (!OPENS.has(verb) || CONSOLE_WORDS[word].in === 'nowhere') return EXIT.ok;
  const at = { ...action, target: { id: machine.id }, on: { host: machine.host } };
  const now = (await machinesOf(core, at, io))[0] ?? machine;
  return await show(core, now, word, action.offer, io);
}

/** @throws Failure not-capable where there is nothing to show it on */
async function show(
  core: CoreClient,
  now: Machine,
  word: ConsoleWord,
  id: string | undefined,
  io: Io,
): Promise<number> {
  const place = CONSOLE_WORDS[word].in;
  const offer = offerFor(word, now, id);
  if (place === 'emacs') await openEmacs(word, now, offer);
  else if (place === 'window' && hasDisplay()) await showInWindow(core, now, offer, io);
  else if (offer.kind === 'tty') await attach(core, now, offer, io);
  else
    throw fail(
      'not-capable',
      `${now.label} runs, but its ${word} console needs a display.`,
      'Call from a desktop, or use CONSOLE:CLI for this terminal.',
    );
  return EXIT.ok;
}

/** Sessions are started, each under its label, and shown. */
async function create(core: CoreClient, action: MachineAction, io: Io): Promise<number> {
  const sessions = await createSessions(core, action, io);
  const codes: number[] = [];
  for (const { machine, code } of sessions) {
    codes.push(code);
    if (machine === undefined || code !== EXIT.ok || action.options?.location === 'server') continue;
    const word = action.console ?? usualConsole('start', machine);
    if (CONSOLE_WORDS[word].in === 'nowhere') continue;
    if (action.console === undefined && !hasDisplay())
      io.error(
        `${machine.label} runs on display :${machine.number}; there is no display here to show it on.\n`,
      );
    else codes.push(await show(core, machine, word, action.offer, io));
  }
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}
