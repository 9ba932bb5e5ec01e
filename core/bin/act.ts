/** CREATE, and CANCEL of clients: the machine is found, the plan carried out as jobs, its console opened. */
import { formatCall } from '../ctys/format.ts';
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import { fail } from '../model/failure.ts';
import type { ConsoleKind } from '../model/console.ts';
import { CONSOLE_WORDS } from '../model/console-words.ts';
import { hostScreen, isCreation } from '../model/creation.ts';
import { rdpOf } from '../model/rdp-screen.ts';
import { suited } from '../model/suited.ts';
import { endsClients, type Machine } from '../model/machine.ts';
import { isStop } from '../model/verb.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import { shell } from './shells.ts';
import { show, usualConsole } from './show-console.ts';
import { sleeperOf } from './sleeper.ts';
import { snapshot } from './snapshot.ts';
import { checkLocation } from './through.ts';
import { startSessions } from './start-sessions.ts';
import { isEarly, startShowing } from './early-console.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { fromDatabases } from './known.ts';
import { machinesBefore } from './look-inside.ts';
import { machinesOf, theOne } from './machines.ts';
import { showPlan } from './show-plan.ts';
import { stop } from './stop.ts';

/** @throws Failure why it cannot be done */
export async function act(core: CoreClient, asked: MachineAction, io: Io): Promise<number> {
  const found = asked.target.record === undefined ? asked : ((await fromDatabases(core, asked, io)) ?? asked);
  const action = attached(await sleeperOf(core, found, io));
  checkLocation(action);
  if (action.type === 'CLI' && isCreation(action)) return await shell(core, action, io);
  if (isCreation(action)) return await startSessions(core, action, io);
  refuseStrange(action);
  if (isStop(action.verb) && action.side !== 'client') {
    const found = await machinesOf(core, withoutAddress(action), io);
    const all = action.target.all && action.type !== 'PM';
    return await stop(core, action, all ? found : [theOne(found, action)], io);
  }
  const machines = await machinesBefore(core, withoutAddress(action), io);
  if (!action.target.all) return await actOn(core, action, theOne(machines, action), io);
  const codes = await Promise.all(machines.map((machine) => actOn(core, action, machine, io)));
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** Of a PM there is one a host: it needs no address. A label there only names the job. */
const withoutAddress = (action: MachineAction): MachineAction =>
  action.type === 'PM' && !action.target.tcp ? { ...action, target: {} } : action;

/** Of RDP only clients are ours: CONNECT is one more of them. */
function attached(action: MachineAction): MachineAction {
  if (action.type !== 'RDP' || action.verb !== 'connect') return action;
  return { ...action, verb: 'start', options: { ...action.options, ambiguous: true } };
}

/** Words that mean nothing to the technology are told, never left out in silence. */
function refuseStrange(action: MachineAction): void {
  if (action.wake?.arm && action.type !== 'PM')
    throw fail('bad-input', `WOL is supported by PM only, not by ${action.type}.`, 'Give -t pm.');
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
  if (action.options?.dryRun) return await showPlan(core, bare(action), [formatCall(action, machine)], io);
  if (action.side === 'client' || (opensOnly && action.ifRunning === 'reconnect'))
    await endClients(core, machine, io);
  if (action.side === 'client' && !endsClients(machine)) return EXIT.ok;
  if (!opensOnly) {
    const jobs = await jobsOf(core, action);
    const word = action.options?.location === undefined ? action.console : undefined;
    if (word !== undefined && isEarly(word, action, machine)) {
      const { code, shown } = await startShowing(core, { machine, word, jobs }, action, io);
      if (shown || code !== EXIT.ok) return code;
    } else {
      const code = await followJobs(core, jobs, io);
      if (code !== EXIT.ok) return code;
    }
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

const OPENS: ReadonlySet<string> = new Set(['start', 'connect', 'resume', 'unpause', 'wake']);

/** ms a domain has to show its screen after its start, which Xen does not wait for (ctys XEN_CONSOLE_DOMU_INIT_WAIT and more). */
const SCREEN_MS = 20_000;
const PAUSE_MS = 500;

/** The machine as it is now; one that has just been started with what it offers a moment later. */
async function offering(
  core: CoreClient,
  action: MachineAction,
  machine: Machine,
  kind: ConsoleKind | null,
  io: Io,
): Promise<Machine> {
  const until = Date.now() + (machine.type === 'XEN' && kind !== null ? SCREEN_MS : 0);
  for (;;) {
    const now = (await machinesOf(core, action, io))[0] ?? machine;
    if (now.consoles.some((offer) => offer.kind === kind) || Date.now() > until) return now;
    io.signal.throwIfAborted();
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
}

/** A window of VirtualBox itself is there already; a screen that speaks RDP is shown by FreeRDP. */
async function vboxScreen(
  core: CoreClient,
  now: Machine,
  word: ConsoleWord,
  action: MachineAction,
  io: Io,
): Promise<number> {
  if (now.host === 'localhost' && /^(GUI|SDL)/.test(now.details?.['Front end'] ?? '')) return EXIT.ok;
  const session = rdpOf(now);
  if (session === null) return await show(core, now, word, action, io);
  return await startSessions(core, { ...session, ...(action.options && { options: action.options }) }, io);
}

/** Each console where its word says, today. */
export async function openConsole(
  core: CoreClient,
  action: MachineAction,
  machine: Machine,
  io: Io,
): Promise<number> {
  const { verb, options } = action;
  const usual = usualConsole(verb, machine);
  // A tunnel leads to a screen.
  const { console: word = options?.location === 'connection' && usual === 'CLI' ? 'VNC' : usual } = action;
  if (options?.location === 'server') return EXIT.ok;
  if (!OPENS.has(verb) || CONSOLE_WORDS[word].in === 'nowhere') return EXIT.ok;
  if (machine.type === 'PM' && word === 'VNC')
    return await startSessions(core, { ...hostScreen(machine), ...(options && { options }) }, io);
  const at = { ...action, target: { id: machine.id }, on: { host: machine.host } };
  const kind = verb === 'connect' ? null : CONSOLE_WORDS[word].kind;
  const now = await offering(core, at, machine, kind, io);
  if (machine.type === 'VBOX' && CONSOLE_WORDS[word].kind === 'rfb')
    return await vboxScreen(core, now, word, action, io);
  return await show(core, now, word, action, io);
}
