/** Typing into several terminals at once: what is typed or pasted into one of the chosen goes to all of them. */
import { create } from 'zustand';

export interface Typist {
  readonly title: string;
  /** Keys, as they are sent. */
  type(text: string): void;
  /** As one paste, if the program there takes pastes. */
  paste(text: string): void;
}

/** Every open terminal by its panel. */
const typists = new Map<string, Typist>();

export const useShared = create<{ readonly panels: ReadonlySet<string> }>(() => ({ panels: new Set() }));

const choose = (panels: Iterable<string>): void => {
  const there = [...panels].filter((id) => typists.has(id));
  // One alone is no several.
  useShared.setState({ panels: new Set(there.length > 1 ? there : []) });
};

/** Returns how to leave. */
export function joinTyping(panel: string, typist: Typist): () => void {
  typists.set(panel, typist);
  return () => {
    typists.delete(panel);
    choose(useShared.getState().panels);
  };
}

export const openTypists = (): readonly (readonly [panel: string, title: string])[] =>
  [...typists].map(([panel, { title }]) => [panel, title]);

export function shareWith(from: string, other: string): void {
  const { panels } = useShared.getState();
  if (panels.has(other)) choose([...panels].filter((id) => id !== other));
  else choose([...panels, from, other]);
}

export const shareAll = (): void => choose(typists.keys());
export const shareNone = (): void => choose([]);

/** To the others only: the one typed into has it already. */
export function typeToOthers(from: string, text: string): void {
  const { panels } = useShared.getState();
  if (!panels.has(from)) return;
  for (const id of panels) if (id !== from) typists.get(id)?.type(text);
}

/** To it, and to the others it shares with. */
export function pasteToAll(from: string, text: string): void {
  const { panels } = useShared.getState();
  for (const id of panels.has(from) ? panels : [from]) typists.get(id)?.paste(text);
}

/** A person's snippet: its lines as typed. */
export function typeToAll(from: string, text: string): void {
  const { panels } = useShared.getState();
  const keys = text.replace(/\r\n?|\n/g, '\r');
  for (const id of panels.has(from) ? panels : [from]) typists.get(id)?.type(keys);
}
