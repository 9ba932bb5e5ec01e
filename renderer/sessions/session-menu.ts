/** Ways to begin a session on hosts, for menus. */
import { menuKeys } from '../commands/shown-keys.ts';
import { tables } from '../store.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { setWindow, targets } from '../window-state.ts';
import { words } from '../words/words.ts';
import type { SessionKind } from './session-form.ts';

const KINDS: readonly SessionKind[] = ['desktop', 'program', 'command', 'tunnel'];
const ICONS = { desktop: 'screen', program: 'play', command: 'terminal', tunnel: 'share' } as const;

/** Of what is chosen, else the first there is. */
export function chosenHosts(): readonly string[] {
  const chosen = new Set(targets().map(({ host }) => host));
  return chosen.size > 0 ? [...chosen] : [...tables.getState().hosts.keys()].slice(0, 1);
}

export const openSessionForm = (session: SessionKind, hosts: readonly string[]): void =>
  setWindow({ dialog: { kind: 'session', session, hosts } });

export const sessionItems = (hosts: readonly string[]): readonly MenuItem[] =>
  KINDS.map((kind) => ({
    label: `${words().commands[`session.${kind}`]}…`,
    icon: ICONS[kind],
    testId: `session-${kind}`,
    ...menuKeys(`session.${kind}`),
    onPick: () => openSessionForm(kind, hosts),
  }));
