/** Marks are put on machines from anywhere in the window. */
import type { Machine } from '../../core/model/machine.ts';
import type { Colour, MarkChange } from '../../core/model/marks.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { tables } from '../store.ts';
import { toast } from '../ui/toast.tsx';

/** Shown once the core has kept it. */
export async function mark(machines: readonly Machine[], change: MarkChange): Promise<void> {
  if (machines.length === 0) return;
  try {
    await theCore().api.machines.mark(
      structuredClone({ ids: machines.map(({ id }) => id), ...change }) as never,
    );
  } catch (caught) {
    const { message, remedy } = asFailure(caught);
    toast({ title: message, text: remedy, failed: true });
  }
}

/** All become favourites, or none is one any more where all were. */
export const toggleFavourite = (machines: readonly Machine[]): Promise<void> =>
  mark(machines, { favourite: !machines.every(({ marks }) => marks?.favourite === true) });

/** Every tag there is, the frequent ones first. */
export function allTags(): readonly string[] {
  const counts = new Map<string, number>();
  for (const { marks } of tables.getState().machines.values())
    for (const tag of marks?.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)).map(([tag]) => tag);
}

/** Tags of some of them, and whether all have it. */
export function tagsOf(
  machines: readonly Machine[],
): readonly { readonly tag: string; readonly all: boolean }[] {
  const counts = new Map<string, number>();
  for (const { marks } of machines)
    for (const tag of marks?.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort().map(([tag, count]) => ({ tag, all: count === machines.length }));
}

/** The value all have; undefined: they differ, or have none. */
export function shared<T>(
  machines: readonly Machine[],
  read: (machine: Machine) => T | undefined,
): T | undefined {
  const [first] = machines;
  const value = first === undefined ? undefined : read(first);
  return machines.every((machine) => read(machine) === value) ? value : undefined;
}

export const colourClass = (colour: Colour | undefined): string => `colour colour-${colour ?? 'none'}`;
