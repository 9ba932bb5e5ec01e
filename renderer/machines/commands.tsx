/** What can be done to machines from anywhere in the window: run verbs, open consoles, show menus. */
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import { isUp, stackOf } from '../../core/model/stack.ts';
import { isStop, type Verb } from '../../core/model/verb.ts';
import { asFailure } from '../client.ts';
import { openConsole } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { confirm } from '../ui/dialog.tsx';
import type { IconName } from '../ui/icons.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { openMenu } from '../ui/menu.tsx';
import { copyText } from '../ui/clipboard.ts';
import { toast } from '../ui/toast.tsx';
import { tables } from '../store.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { openPlan } from './plan-dialog.tsx';
import {
  actionOn,
  namedAction,
  nextAction,
  preferredConsole,
  shorten,
  VERB_WORDS,
  verbsOf,
} from './verbs.ts';

const MOST_NAMED = 12;

/** Why as a tooltip: the sentence and the remedy. */
export const reasonText = (failure: FailureData | null): string | undefined =>
  failure === null ? undefined : [failure.message, failure.remedy].filter(Boolean).join('\n');

export function report(caught: unknown): void {
  const { message, remedy } = asFailure(caught);
  toast({ title: message, text: remedy, failed: true });
}

/** Do a verb to machines; asks first where it matters. Those it cannot be used on are left out. */
export async function runVerb(verb: Verb, machines: readonly Machine[]): Promise<void> {
  const able = machines.filter((machine) => availability(verb, machine) === null);
  const [first] = machines;
  if (able.length === 0) {
    const why = first === undefined ? null : availability(verb, first);
    if (why !== null) toast({ title: why.message, text: why.remedy, failed: true });
    return;
  }
  const planned = together(able.map((machine) => actionOn(verb, machine)));
  if (isStop(verb) && carries(able)) {
    const calls = able.map((machine) => formatCall(actionOn(verb, machine), machine));
    await openPlan(planned, calls.slice(0, MOST_NAMED).join('\n'), namedAction(verb, able));
  } else if (await agreed(verb, able)) await run(planned);
}

/** Several are one plan: side by side as far as they let each other. */
const together = (members: readonly MachineAction[]): Planned => {
  const [only, ...more] = members;
  return only !== undefined && more.length === 0 ? only : { verb: 'group', members };
};

/** Something runs inside one of them. */
function carries(machines: readonly Machine[]): boolean {
  const stack = stackOf(tables.getState().machines.values());
  return machines.some((machine) => stack.inside(machine).some(isUp));
}

async function agreed(verb: Verb, machines: readonly Machine[]): Promise<boolean> {
  const { warning, hard } = VERB_WORDS[verb];
  if (warning === undefined) return true;
  const title = namedAction(verb, machines);
  const body = (
    <>
      <p>{warning}</p>
      {machines.length > 1 && (
        <ul className="mono">
          {machines.slice(0, MOST_NAMED).map(({ id, path }) => (
            <li key={id} className="cut">
              {path}
            </li>
          ))}
          {machines.length > MOST_NAMED && <li>and {machines.length - MOST_NAMED} more</li>}
        </ul>
      )}
    </>
  );
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
      title: why?.message ?? `${shorten(machine.label)} offers no console.`,
      text: why?.remedy,
      failed: true,
    });
    return;
  }
  setWindow(({ lastConsole: last }) => ({ lastConsole: { ...last, [machine.id]: offer.id } }));
  openConsole(machine, offer);
}

const lastConsole = (machine: Machine): string | undefined => useWindow.getState().lastConsole[machine.id];

export const nextOf = (machine: Machine): MachineAction => nextAction(machine, lastConsole(machine));

export async function showPlan(action: MachineAction, machine: Machine): Promise<void> {
  await openPlan(action, formatCall(action, machine), undefined);
}

const VERB_ICONS: Partial<Record<Verb, IconName>> = {
  start: 'play',
  resume: 'play',
  unpause: 'play',
  shutdown: 'stop',
  reboot: 'retry',
};

/** The menu of one machine, or of all selected ones. */
export function machineMenu(machines: readonly Machine[]): readonly MenuItem[] {
  const [machine] = machines;
  if (machine === undefined) return [];
  const point = (action: MachineAction) => () => setWindow({ pointed: { machine: machine.id, action } });
  const verbs = verbsOf(machine).map((verb): MenuItem => {
    const why = machines.map((target) => availability(verb, target));
    const { label, key, hard } = VERB_WORDS[verb];
    const icon = VERB_ICONS[verb];
    return {
      label: machines.length > 1 ? namedAction(verb, machines) : label,
      testId: `action-${verb}`,
      danger: hard === true,
      reason: why.includes(null) ? undefined : reasonText(why[0] ?? null),
      onPick: () => void runVerb(verb, machines),
      onActive: point(actionOn(verb, machine)),
      ...(key !== undefined && { keys: key }),
      ...(icon !== undefined && { icon }),
    };
  });
  return [
    { title: machines.length > 1 ? `${machines.length} machines` : shorten(machine.label) },
    ...(machines.length > 1 ? [] : consoleEntries(machine)),
    ...(verbs.length > 0 ? (['line', ...verbs] as const) : []),
    ...insideEntries(machines),
    'line',
    {
      label: 'Copy name',
      icon: 'copy',
      onPick: () => void copyText(machines.map((m) => m.label).join('\n')),
    },
    { label: 'Copy path', onPick: () => void copyText(machines.map((m) => m.path).join('\n')) },
    ...(machine.type === 'PM' || machine.control === true
      ? ([
          {
            label: 'New guest…',
            icon: 'plus',
            testId: 'new-guest-here',
            onPick: () => setWindow({ dialog: { kind: 'new-guest', host: machine.host } }),
          },
        ] as const)
      : []),
    { label: 'Refresh host', icon: 'retry', onPick: () => refreshHosts(machines) },
  ];
}

/** A host may be emptied and stay up. */
function insideEntries(machines: readonly Machine[]): readonly MenuItem[] {
  const [machine, ...more] = machines;
  if (machine?.type !== 'PM' || more.length > 0 || !carries([machine])) return [];
  const action: MachineAction = { verb: 'shutdown', target: { id: machine.id } };
  const title = `Shut down all guests of ${shorten(machine.label)}`;
  return [
    'line',
    {
      label: 'Shut down all its guests…',
      icon: 'stop',
      testId: 'empty-host',
      onPick: () => void openPlan(action, formatCall(action, machine), title),
      onActive: () => setWindow({ pointed: { machine: machine.id, action } }),
    },
  ];
}

function consoleEntries(machine: Machine): readonly MenuItem[] {
  const blocked = reasonText(availability('connect', machine));
  const preferred = preferredConsole(machine, lastConsole(machine));
  const viewed = machine.consoles
    .filter(({ kind }) => kind === 'rfb')
    .map(
      (offer): MenuItem => ({
        label: 'Open in a viewer of its own',
        icon: 'screen',
        reason: offer.blocked ?? blocked,
        testId: `view-${offer.id}`,
        onPick: () => void viewMachine(machine, offer.id),
      }),
    );
  const opened = machine.consoles.map(
    (offer): MenuItem => ({
      label: `Open ${offer.title}`,
      icon: offer.kind === 'tty' ? 'terminal' : 'screen',
      reason: offer.blocked ?? blocked,
      testId: `open-${offer.id}`,
      onPick: () => openMachine(machine, offer.id),
      onActive: () =>
        setWindow({ pointed: { machine: machine.id, action: actionOn('connect', machine, offer.id) } }),
      ...(offer.id === preferred?.id && { keys: 'Enter' }),
    }),
  );
  return [...opened, ...viewed];
}

/** vncviewer or the like, through a tunnel for that once. */
export async function viewMachine(machine: Machine, console: string): Promise<void> {
  try {
    await theCore().api.tunnels.view({ machine: machine.id, console });
  } catch (caught) {
    report(caught);
  }
}

export function openMachineMenu(
  at: { readonly x: number; readonly y: number },
  machines: readonly Machine[],
): void {
  if (machines.length === 0) return;
  openMenu({ at, items: () => machineMenu(machines), onClose: () => setWindow({ pointed: null }) });
}

export function refreshHosts(machines: readonly Machine[]): void {
  for (const name of new Set(machines.map(({ host }) => host))) refreshHost(name);
}

export function refreshHost(name: string): void {
  theCore().api.hosts.refresh({ name }).catch(report);
}
