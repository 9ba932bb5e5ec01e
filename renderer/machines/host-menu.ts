/** What can be done with a host by its name: in the side bar, the palette and by commands. */
import type { HostStatus } from '../../core/model/host.ts';
import { menuKeys } from '../commands/shown-keys.ts';
import { theCore } from '../core.ts';
import { sessionItems } from '../sessions/session-menu.ts';
import { tables } from '../store.ts';
import { copyText } from '../ui/clipboard.ts';
import { confirmRemoval } from '../ui/confirm-removal.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { hostOfRow, setWindow, useWindow } from '../window-state.ts';
import { words } from '../words/words.ts';
import { refreshHost, report } from './commands.tsx';

export function hostMenu({ config, origin }: HostStatus): readonly MenuItem[] {
  const { name } = config;
  return [
    { title: name },
    { label: words().commands['host.only'], ...menuKeys('host.only'), onPick: () => showHost(name) },
    {
      label: words().common.refresh,
      icon: 'retry',
      ...menuKeys('machine.refresh'),
      onPick: () => refreshHost(name),
    },
    {
      label: words().machine.newGuest,
      icon: 'plus',
      testId: 'new-guest-here',
      ...menuKeys('guest.here'),
      onPick: () => setWindow({ dialog: { kind: 'new-guest', host: name } }),
    },
    ...sessionItems([name]),
    'line',
    {
      label: words().commands['machine.copy-name'],
      icon: 'copy',
      ...menuKeys('machine.copy-name'),
      onPick: () => void copyText(name),
    },
    'line',
    {
      label: words().sidebar.removeHost,
      danger: true,
      reason: canRemove(origin) ? undefined : words().sidebar.notInFile,
      ...menuKeys('host.remove'),
      onPick: () => void removeHost(name),
    },
  ];
}

const canRemove = (origin: HostStatus['origin']): boolean => origin === 'file';

export const showHost = (name: string): void => setWindow({ view: { kind: 'host', name } });

async function removeHost(name: string): Promise<void> {
  if (!(await confirmRemoval(name, words().sidebar.removeText))) return;
  await theCore().api.hosts.remove({ name }).catch(report);
}

/** The one of the row one is on, else the one that is shown alone. */
export function hostMeant(): HostStatus | undefined {
  const { cursor, view } = useWindow.getState();
  const { hosts } = tables.getState();
  return hosts.get(hostOfRow(cursor) ?? '') ?? (view.kind === 'host' ? hosts.get(view.name) : undefined);
}

export function removableHost(): HostStatus | undefined {
  const host = hostMeant();
  return host !== undefined && canRemove(host.origin) ? host : undefined;
}

export function removeMeant(): void {
  const host = removableHost();
  if (host !== undefined) void removeHost(host.config.name);
}
