/** Whether a command would do something now: the palette shows those that would. */
import { rdpOf } from '../../core/model/rdp-screen.ts';
import type { ConsoleKey } from '../consoles/console-keys.ts';
import { theDock } from '../consoles/dock-state.ts';
import { canPress, isOfPanel, panelDeed } from '../consoles/pressed.ts';
import { jobToAbort, jobToRetry } from '../jobs/shown-job.ts';
import { chosenView } from '../library/saved-views.ts';
import { canMoveSorted } from '../machines/arrange.ts';
import { canEmpty } from '../machines/commands.tsx';
import { hostMeant, removableHost } from '../machines/host-menu.ts';
import { hasController } from '../machines/power-paths.tsx';
import { offerOf } from '../machines/verbs.ts';
import { changedSettings } from '../settings/reset-all.tsx';
import { targets } from '../window-state.ts';
import type { CommandId } from './command-table.ts';

/** Of machines: one is chosen, beside what is said here. */
const WHEN: Partial<Record<CommandId, () => boolean>> = {
  'column.left': () => canMoveSorted(-1),
  'column.right': () => canMoveSorted(1),
  'settings.reset': () => changedSettings() > 0,
  'view.change': () => chosenView() !== undefined,
  'view.remove': () => chosenView() !== undefined,
  'job.abort': () => jobToAbort() !== undefined,
  'job.retry': () => jobToRetry() !== undefined,
  'host.only': () => hostMeant() !== undefined,
  'host.remove': () => removableHost() !== undefined,
  'guest.here': () => targets().length > 0 || hostMeant() !== undefined,
  'machine.refresh': () => targets().length > 0 || hostMeant() !== undefined,
  'machine.empty': () => canEmpty(targets()),
  'machine.controller': () => targets().slice(0, 1).some(hasController),
  'machine.viewer': () =>
    targets()
      .slice(0, 1)
      .some((machine) => offerOf(machine, 'rfb') !== undefined),
  'machine.terminal': () =>
    targets()
      .slice(0, 1)
      .some((machine) => offerOf(machine, 'tty') !== undefined),
  'machine.freerdp': () =>
    targets()
      .slice(0, 1)
      .some((machine) => rdpOf(machine) !== null),
};

export function applies(id: CommandId): boolean {
  const [part, rest = ''] = id.split('.');
  const own = WHEN[id];
  if (own !== undefined) return own();
  if (isOfPanel(id)) return panelDeed(id, theDock()?.activePanel?.id) !== undefined;
  if (part === 'machine') return targets().length > 0;
  if (part === 'tab') return (theDock()?.panels.length ?? 0) >= Number(rest);
  return part !== 'console' || canPress(rest as ConsoleKey, theDock()?.activePanel?.id);
}
