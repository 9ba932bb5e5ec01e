/** The menu of machines: everything that can be done with them. */
import type { MachineAction } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { ConsoleOffer } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { RDP_SCREEN, rdpOf } from '../../core/model/rdp-screen.ts';
import type { Verb } from '../../core/model/verb.ts';
import { menuKeys } from '../commands/shown-keys.ts';
import { toggleFavourite } from '../marks/mark.ts';
import { sessionItems } from '../sessions/session-menu.ts';
import { copyText } from '../ui/clipboard.ts';
import { count } from '../ui/format.ts';
import type { IconName } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow } from '../window-state.ts';
import { told, words } from '../words/words.ts';
import {
  beginRename,
  canEmpty,
  emptyHost,
  emptying,
  lastConsole,
  openController,
  openInTerminal,
  openMachine,
  openMarks,
  openRdp,
  reasonText,
  refreshHosts,
  runVerb,
  viewMachine,
} from './commands.tsx';
import { hasController } from './power-paths.tsx';
import { actionOn, namedAction, preferredConsole, shorten, VERB_WORDS, verbsOf } from './verbs.ts';

export function openMachineMenu(
  at: { readonly x: number; readonly y: number },
  machines: readonly Machine[],
): void {
  if (machines.length === 0) return;
  openMenu({ at, items: () => machineMenu(machines), onClose: () => setWindow({ pointed: null }) });
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
