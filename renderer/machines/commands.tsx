/** What can be done to machines from anywhere in the window: run verbs, open consoles, show menus. */
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction, PowerPath } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import { rdpOf } from '../../core/model/rdp-screen.ts';
import { isUp, stackOf } from '../../core/model/stack.ts';
import { isStop, type Verb } from '../../core/model/verb.ts';
import { asFailure } from '../client.ts';
import { openConsole } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { confirm } from '../ui/dialog.tsx';
import { useSettings } from '../settings/settings.ts';
import { toast } from '../ui/toast.tsx';
import { tables } from '../store.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { bulkOf } from './bulk.ts';
import { openBulk, openPlan } from './plan-dialog.tsx';
import { reveal } from './reveal.ts';
import { actionOn, namedAction, nextAction, preferredConsole, shorten, VERB_WORDS } from './verbs.ts';
import { told, words } from '../words/words.ts';

/** Why as a tooltip: the sentence and the remedy. */
export const reasonText = (failure: FailureData | null): string | undefined =>
  failure === null ? undefined : told([failure.message, failure.remedy].filter(Boolean).join('\n'));

export function report(caught: unknown): void {
  const { message, remedy } = asFailure(caught);
  toast({ title: message, text: remedy, failed: true });
}

/**
 * Do a verb to machines: of several the plan first, of one a question where it matters. The end of a host, or of what
 * carries something, is a plan, in sight while it runs: there its countdown can be stopped.
 */
export async function runVerb(verb: Verb, machines: readonly Machine[], via?: PowerPath): Promise<void> {
  const able = machines.filter((machine) => availability(verb, machine) === null);
  const [first] = machines;
  if (able.length === 0) {
    const why = first === undefined ? null : availability(verb, first);
    if (why !== null) toast({ title: why.message, text: why.remedy, failed: true });
    return;
  }
  const [only] = able;
  const large = isStop(verb) && (carries(able) || able.some(({ type }) => type === 'PM'));
  if (machines.length > 1 || large) await openBulk(bulkOf(verb, machines, via), namedAction(verb, able));
  else if (only !== undefined && (await agreed(verb, only))) await run(actionOn(verb, only, undefined, via));
}

/** Something runs inside one of them. */
function carries(machines: readonly Machine[]): boolean {
  const stack = stackOf(tables.getState().machines.values());
  return machines.some((machine) => stack.inside(machine).some(isUp));
}

async function agreed(verb: Verb, machine: Machine): Promise<boolean> {
  const { warning, hard } = VERB_WORDS[verb];
  if (warning === undefined) return true;
  const title = namedAction(verb, [machine]);
  const body = <p>{warning}</p>;
  return confirm({ title: `${title}?`, body, button: title, ...(hard !== undefined && { hard }) });
}

async function run(action: Planned): Promise<void> {
  try {
    await theCore().api.run(action as never);
  } catch (caught) {
    report(caught);
  }
}

/** Run what the call bar shows. */
export function runAction(action: MachineAction, machine: Machine): void {
  if (action.verb === 'connect') openMachine(machine, action.offer);
  else void runVerb(action.verb, [machine]);
}

/** Open a console of a machine: the named one, or the one it is usually seen through. */
export function openMachine(machine: Machine, consoleId?: string): void {
  const why = availability('connect', machine);
  const offer =
    machine.consoles.find(({ id }) => id === consoleId) ?? preferredConsole(machine, lastConsole(machine));
  if (why !== null || offer === undefined) {
    toast({
      title: why?.message ?? words().machine.noConsole(shorten(machine.label)),
      text: why?.remedy,
      failed: true,
    });
    return;
  }
  setWindow(({ lastConsole: last }) => ({ lastConsole: { ...last, [machine.id]: offer.id } }));
  openConsole(machine, offer);
}

export const lastConsole = (machine: Machine): string | undefined =>
  useWindow.getState().lastConsole[machine.id];

export const nextOf = (machine: Machine): MachineAction => nextAction(machine, lastConsole(machine));

export async function showPlan(action: MachineAction, machine: Machine): Promise<void> {
  await openPlan(action, formatCall(action, machine), undefined);
}

export const canEmpty = (machines: readonly Machine[]): boolean =>
  machines.length === 1 && machines[0]?.type === 'PM' && carries(machines);

export const emptying = ({ id }: Machine): MachineAction => ({ verb: 'shutdown', target: { id } });

export function emptyHost(machine: Machine): void {
  const action = emptying(machine);
  const title = words().machine.emptyIt(shorten(machine.label));
  void openPlan(action, formatCall(action, machine), title);
}

export const openController = ({ host }: Machine): void =>
  setWindow({ dialog: { kind: 'controller', host } });

/** What speaks RDP is shown by FreeRDP, through a tunnel for that once. */
export function openRdp(machine: Machine): void {
  const action = rdpOf(machine);
  if (action === null) return;
  void theCore()
    .api.run(structuredClone(action) as never)
    .catch(report);
}

/** vncviewer or the like, through a tunnel for that once. */
export async function viewMachine(machine: Machine, console: string): Promise<void> {
  try {
    await theCore().api.tunnels.view({ machine: machine.id, console });
  } catch (caught) {
    report(caught);
  }
}

/** Its name becomes a field, or why not is said. */
export function beginRename(machine: Machine | undefined): void {
  if (machine === undefined) return;
  const why = availability('rename', machine);
  if (why === null) {
    reveal(`m:${machine.id}`);
    setWindow({ renaming: machine.id });
  } else toast({ title: why.message, text: why.remedy, failed: true });
}

export function openMarks(machines: readonly Machine[], first: 'tags' | 'note'): void {
  if (machines.length > 0) setWindow({ dialog: { kind: 'marks', ids: machines.map(({ id }) => id), first } });
}

/** A terminal program beside the window, which calls the command line. */
export async function openInTerminal({ id: machine }: Machine, console: string): Promise<void> {
  const { ownTerminal: program } = useSettings.getState();
  try {
    await theCore().api.console.terminal({ machine, console, ...(program !== 'usual' && { program }) });
  } catch (caught) {
    report(caught);
  }
}

export function refreshHosts(machines: readonly Machine[]): void {
  for (const name of new Set(machines.map(({ host }) => host))) refreshHost(name);
}

export function refreshHost(name: string): void {
  theCore().api.hosts.refresh({ name }).catch(report);
}
