/** Consoles that can be opened from where one is: a shell on this machine, others of the same machine, shells of hosts. */
import type { ConsoleOffer, ShellRun } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { tables } from '../store.ts';
import { shownKeys } from '../commands/shown-keys.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { toast } from '../ui/toast.tsx';
import { type ConsoleTarget, openAlso } from './dock-state.ts';
import { told, words } from '../words/words.ts';

const MOST_HOSTS = 12;

const shellOf = (machine: Machine | undefined): ConsoleOffer | undefined =>
  machine?.consoles.find(({ id }) => id === 'shell');

function machineOf(host: string): Machine | undefined {
  for (const machine of tables.getState().machines.values())
    if (machine.type === 'PM' && machine.host === host) return machine;
  return undefined;
}

const localHost = (): string | undefined =>
  [...tables.getState().hosts.values()].find(({ transport }) => transport === 'local')?.config.name;

/** One more each time; `run`: what it runs instead of being one to type at. */
export function openLocalShell(run?: ShellRun): void {
  const machine = machineOf(localHost() ?? '');
  const offer = shellOf(machine);
  if (machine !== undefined && offer !== undefined) openAlso(machine, offer, run);
  else
    toast({
      title: words().consoles.noLocal,
      text: words().consoles.addLocal,
      failed: true,
    });
}

/** The menu behind the plus beside the tabs. */
export function newConsoleMenu(target: ConsoleTarget | undefined): readonly MenuItem[] {
  const { machines, hosts } = tables.getState();
  const machine = target === undefined ? undefined : machines.get(target.machine);
  const local = localHost();
  const keys = shownKeys('console.local-shell');
  const shells = [...hosts.values()].flatMap(({ config: { name }, state }): MenuItem[] => {
    const its = machineOf(name);
    const offer = shellOf(its);
    if (its === undefined || offer === undefined || state !== 'up' || name === local) return [];
    return [{ label: words().consoles.shellOn(name), icon: 'terminal', onPick: () => openAlso(its, offer) }];
  });
  return [
    {
      label: words().commands['shell.local'],
      icon: 'terminal',
      ...(keys !== undefined && { keys }),
      testId: 'local-shell',
      onPick: openLocalShell,
    },
    ...(machine === undefined ? [] : (['line'] as const)),
    ...(machine?.consoles ?? []).map(
      (offer): MenuItem => ({
        label: `${machine?.label.slice(0, 60)}: ${told(offer.title)}`,
        icon: offer.kind === 'tty' ? 'terminal' : 'screen',
        reason: told(offer.blocked),
        onPick: () => machine !== undefined && openAlso(machine, offer),
      }),
    ),
    ...(shells.length === 0 ? [] : (['line'] as const)),
    ...shells.slice(0, MOST_HOSTS),
  ];
}
