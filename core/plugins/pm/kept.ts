/**
 * Shells that survive whoever is attached: sessions of the host's tmux, which the host's user has or gets. Nothing is
 * installed for them. Each that is there is offered, those of other programs too.
 */
import type { ConsoleOffer } from '../../model/console.ts';

/** The one that is made where there is none. */
const OURS = 'ctys';
const MOST = 20;
/** tmux itself turns `.` and `:` into `_`. */
const NAME = /^[\w@+-][\w @+-]{0,59}$/;

/** For the probe script: a line `x` where there is a tmux, and one with each session's name. */
export const KEPT_SCRIPT = `command -v tmux >/dev/null 2>&1 && { echo x; tmux list-sessions -F 'x #S' 2>/dev/null; }`;

/** undefined: the host has no tmux. */
export function keptOf(lines: readonly string[]): readonly string[] | undefined {
  if (!lines.includes('x')) return undefined;
  const names = lines.flatMap((line) => (line.startsWith('x ') ? [line.slice(2)] : []));
  return names.filter((name) => NAME.test(name)).slice(0, MOST);
}

export function keptOffers(names: readonly string[] | undefined): readonly ConsoleOffer[] {
  if (names === undefined) return [];
  const others = names.filter((name) => name !== OURS);
  const running = names.includes(OURS);
  return [
    { id: 'kept', kind: 'tty', title: running ? 'Kept shell (running)' : 'Kept shell' },
    ...others.map((name): ConsoleOffer => ({ id: `kept:${name}`, kind: 'tty', title: `Kept shell ${name}` })),
  ];
}

/** What attaches to it; null: that is no kept shell. */
export function keptArgv(id: string): readonly string[] | null {
  if (id === 'kept') return ['tmux', '-u', 'new-session', '-A', '-s', OURS];
  const name = id.startsWith('kept:') ? id.slice('kept:'.length) : '';
  // `=`: that very name, not the first that begins so.
  return NAME.test(name) ? ['tmux', '-u', 'attach-session', '-t', `=${name}`] : null;
}
