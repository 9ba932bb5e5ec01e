/** What a person puts on a machine for themselves: nothing a host knows of. Values only. */

export const COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export type Colour = (typeof COLOURS)[number];

export interface Marks {
  /** Lower case, each once. */
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly favourite?: true;
  readonly colour?: Colour;
}

/** A tag as it is typed: a word of letters, digits and a few signs that no filter reads otherwise. */
export const TAG = /^[\p{L}\p{N}][\p{L}\p{N}_.\-/]{0,39}$/u;
export const MOST_TAGS = 20;
/** Characters. */
export const MOST_NOTE = 2_000;

export const isMarked = ({ tags, note, favourite, colour }: Marks): boolean =>
  (tags?.length ?? 0) > 0 || (note ?? '') !== '' || favourite === true || colour !== undefined;

interface Marked {
  readonly id: string;
  readonly uuid?: string;
  readonly macs?: readonly string[];
}

/** What a machine is known by wherever it is moved: its UUID, else its first MAC address, else its place. */
export function markKey({ id, uuid, macs }: Marked): string {
  if (uuid !== undefined) return `uuid:${uuid.toLowerCase()}`;
  const [mac] = macs ?? [];
  return mac === undefined ? `id:${id}` : `mac:${mac.toLowerCase()}`;
}

/** What is changed of the marks of some machines; what is absent stays. */
export interface MarkChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Empty: none. */
  readonly note?: string;
  readonly favourite?: boolean;
  /** null: none. */
  readonly colour?: Colour | null;
}

/** The marks after a change. */
export function marked(before: Marks, change: MarkChange): Marks {
  const gone = new Set((change.remove ?? []).map((tag) => tag.toLowerCase()));
  const added = (change.add ?? []).map((tag) => tag.toLowerCase());
  const tags = [...new Set([...(before.tags ?? []).filter((tag) => !gone.has(tag)), ...added])].sort();
  const note = (change.note ?? before.note ?? '').trim();
  const favourite = change.favourite ?? before.favourite ?? false;
  const colour = change.colour === undefined ? before.colour : (change.colour ?? undefined);
  return {
    ...(tags.length > 0 && { tags: tags.slice(0, MOST_TAGS) }),
    ...(note !== '' && { note }),
    ...(favourite && { favourite }),
    ...(colour !== undefined && { colour }),
  };
}
