/** What can be done to machines from anywhere in the window: run verbs, open consoles, show menus. */
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction, PowerPath } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { ConsoleOffer } from '../../core/model/console.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import { RDP_SCREEN, rdpOf } from '../../core/model/rdp-screen.ts';
import { isUp, stackOf } from '../../core/model/stack.ts';
import { isStop, type Verb } from '../../core/model/verb.ts';
import { asFailure } from '../client.ts';
import { menuKeys } from '../commands/shown-keys.ts';
import { openConsole } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { confirm } from '../ui/dialog.tsx';
import type { IconName } from '../ui/icons.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { openMenu } from '../ui/menu.tsx';
import { useSettings } from '../settings/settings.ts';
import { copyText } from '../ui/clipboard.ts';
import { toast } from '../ui/toast.tsx';
import { toggleFavourite } from '../marks/mark.ts';
import { tables } from '../store.ts';
import { sessionItems } from '../sessions/session-menu.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { bulkOf } from './bulk.ts';
import { openBulk, openPlan } from './plan-dialog.tsx';
import { hasController } from './power-paths.tsx';
import { reveal } from './reveal.ts';
import {
  actionOn,
  namedAction,
  nextAction,
  preferredConsole,
  shorten,
  VERB_WORDS,
  verbsOf,
} from './verbs.ts';
import { told, words } from '../words/words.ts';
import { count } from '../ui/format.ts';

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
    const { label, hard } = VERB_WORDS[verb];
    const keys = verb === 'connect' || verb === 'init' ? {} : menuKeys(`machine.${verb}`);
    const icon = VERB_ICONS[verb];
    return {
      label: machines.length > 1 ? namedAction(verb, machines) : label,
      testId: `action-${verb}`,
      danger: hard === true,
      reason: why.includes(null) ? undefined : reasonText(why[0] ?? null),
      onPick: () => void runVerb(verb, machines),
      onActive: point(actionOn(verb, machine)),
      ...keys,
      ...(icon !== undefined && { icon }),
    };
  });
  const unnamed = availability('rename', machine);
  return [
    { title: machines.length > 1 ? count(machines.length, 'machine') : shorten(machine.label) },
    ...(machines.length > 1 ? [] : consoleEntries(machine)),
    ...(verbs.length > 0 ? (['line', ...verbs] as const) : []),
    ...insideEntries(machines),
    'line',
    {
      label: machines.every(({ marks }) => marks?.favourite === true)
        ? words().machine.noFavourite
        : words().marks.favourite,
      icon: 'star',
      ...menuKeys('machine.favourite'),
      onPick: () => void toggleFavourite(machines),
    },
    {
      label: words().commands['machine.tags'],
      icon: 'tag',
      ...menuKeys('machine.tags'),
      onPick: () => openMarks(machines, 'tags'),
    },
    {
      label: words().commands['machine.note'],
      icon: 'note',
      ...menuKeys('machine.note'),
      onPick: () => openMarks(machines, 'note'),
    },
    ...(machines.length > 1
      ? []
      : ([
          {
            label: words().commands['machine.rename'],
            ...menuKeys('machine.rename'),
            testId: 'menu-rename',
            reason: reasonText(unnamed),
            onPick: () => beginRename(machine),
          },
        ] as const)),
    'line',
    {
      label: words().commands['machine.copy-name'],
      icon: 'copy',
      ...menuKeys('machine.copy-name'),
      onPick: () => void copyText(machines.map((m) => m.label).join('\n')),
    },
    {
      label: words().commands['machine.copy-path'],
      ...menuKeys('machine.copy-path'),
      onPick: () => void copyText(machines.map((m) => m.path).join('\n')),
    },
    ...(machine.type === 'PM' || machine.control === true
      ? ([
          {
            label: words().machine.newGuest,
            icon: 'plus',
            testId: 'new-guest-here',
            ...menuKeys('guest.here'),
            onPick: () => setWindow({ dialog: { kind: 'new-guest', host: machine.host } }),
          },
        ] as const)
      : []),
    ...(machine.type === 'PM' ? sessionItems([...new Set(machines.map(({ host }) => host))]) : []),
    ...(machines.length === 1 && hasController(machine)
      ? ([
          {
            label: words().machine.controller,
            icon: 'list',
            testId: 'menu-controller',
            ...menuKeys('machine.controller'),
            onPick: () => openController(machine),
          },
        ] as const)
      : []),
    {
      label: words().commands['machine.refresh'],
      icon: 'retry',
      ...menuKeys('machine.refresh'),
      onPick: () => refreshHosts(machines),
    },
  ];
}

/** A host may be emptied and stay up. */
function insideEntries(machines: readonly Machine[]): readonly MenuItem[] {
  const [machine] = machines;
  if (machine === undefined || !canEmpty(machines)) return [];
  return [
    'line',
    {
      label: words().machine.emptyHost,
      icon: 'stop',
      testId: 'empty-host',
      ...menuKeys('machine.empty'),
      onPick: () => emptyHost(machine),
      onActive: () => setWindow({ pointed: { machine: machine.id, action: emptying(machine) } }),
    },
  ];
}

export const canEmpty = (machines: readonly Machine[]): boolean =>
  machines.length === 1 && machines[0]?.type === 'PM' && carries(machines);

const emptying = ({ id }: Machine): MachineAction => ({ verb: 'shutdown', target: { id } });

export function emptyHost(machine: Machine): void {
  const action = emptying(machine);
  const title = words().machine.emptyIt(shorten(machine.label));
  void openPlan(action, formatCall(action, machine), title);
}

export const openController = ({ host }: Machine): void =>
  setWindow({ dialog: { kind: 'controller', host } });

function consoleEntries(machine: Machine): readonly MenuItem[] {
  const blocked = reasonText(availability('connect', machine));
  const preferred = preferredConsole(machine, lastConsole(machine));
  const offers = offersOf(machine);
  const viewed = offers.map(
    (offer): MenuItem => ({
      label: offer.kind === 'rfb' ? words().machine.inViewer : words().machine.inTerminal(told(offer.title)),
      icon: offer.kind === 'rfb' ? 'screen' : 'terminal',
      reason: told(offer.blocked) ?? blocked,
      testId: `view-${offer.id}`,
      ...menuKeys(offer.kind === 'rfb' ? 'machine.viewer' : 'machine.terminal'),
      onPick: () => void (offer.kind === 'rfb' ? viewMachine : openInTerminal)(machine, offer.id),
    }),
  );
  const opened = offers.map(
    (offer): MenuItem => ({
      label: words().machine.openConsole(told(offer.title)),
      icon: offer.kind === 'tty' ? 'terminal' : 'screen',
      reason: told(offer.blocked) ?? blocked,
      testId: `open-${offer.id}`,
      onPick: () => openMachine(machine, offer.id),
      onActive: () =>
        setWindow({ pointed: { machine: machine.id, action: actionOn('connect', machine, offer.id) } }),
      ...(offer.id === preferred?.id && menuKeys('machine.open')),
    }),
  );
  return [...opened, ...viewed, ...rdpEntries(machine)];
}

/** What speaks RDP is shown by FreeRDP, through a tunnel for that once. */
export function openRdp(machine: Machine): void {
  const action = rdpOf(machine);
  if (action === null) return;
  void theCore()
    .api.run(structuredClone(action) as never)
    .catch(report);
}

const rdpEntries = (machine: Machine): readonly MenuItem[] =>
  rdpOf(machine) === null
    ? []
    : [
        {
          label: words().machine.withFreeRdp,
          icon: 'screen',
          testId: 'open-rdp',
          ...menuKeys('machine.freerdp'),
          onPick: () => openRdp(machine),
        },
      ];

/** Those that are opened here: one that only FreeRDP shows has an entry of its own. */
const offersOf = (machine: Machine): readonly ConsoleOffer[] =>
  machine.consoles.filter(({ id }) => id !== RDP_SCREEN || rdpOf(machine) === null);

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
