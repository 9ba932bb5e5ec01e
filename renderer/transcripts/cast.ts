/** An asciicast (version 2) read: what was said when. Read strictly; a line that is none is left out. */

export interface CastEvent {
  /** s since the beginning */
  readonly at: number;
  readonly kind: 'output' | 'resize' | 'mark';
  readonly text: string;
}

export interface Cast {
  readonly cols: number;
  readonly rows: number;
  readonly title: string;
  readonly events: readonly CastEvent[];
  /** s */
  readonly length: number;
}

const KINDS: Readonly<Record<string, CastEvent['kind']>> = { o: 'output', r: 'resize', m: 'mark' };
const MOST_SIZE = 1_000;

const size = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST_SIZE ? value : otherwise;

/** null: its head says that it is none. */
export function parseCast(text: string): Cast | null {
  const [first = '', ...lines] = text.split('\n');
  const head = parsed(first);
  if (typeof head !== 'object' || head === null || !('version' in head) || head.version !== 2) return null;
  const events: CastEvent[] = [];
  let last = 0;
  for (const line of lines) {
    const event = eventOf(parsed(line), last);
    if (event === null) continue;
    last = event.at;
    events.push(event);
  }
  return {
    cols: size('width' in head ? head.width : 0, 80),
    rows: size('height' in head ? head.height : 0, 24),
    title: 'title' in head && typeof head.title === 'string' ? head.title.slice(0, 200) : '',
    events,
    length: last,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Time never runs back. */
function eventOf(value: unknown, last: number): CastEvent | null {
  if (!Array.isArray(value)) return null;
  const [at, kind, text]: readonly unknown[] = value;
  const known = typeof kind === 'string' ? KINDS[kind] : undefined;
  if (typeof at !== 'number' || !Number.isFinite(at) || known === undefined || typeof text !== 'string')
    return null;
  return { at: Math.max(last, at), kind: known, text };
}

/** Pauses longer than `most` seconds are shortened to it. */
export function shortenPauses(cast: Cast, most: number): Cast {
  let saved = 0;
  let last = 0;
  const events = cast.events.map((event) => {
    const pause = event.at - last;
    last = event.at;
    if (pause > most) saved += pause - most;
    return { ...event, at: event.at - saved };
  });
  return { ...cast, events, length: events.at(-1)?.at ?? 0 };
}

/** `100x30`; null: no size. */
export function sizeOf(text: string): readonly [cols: number, rows: number] | null {
  const [, cols = 0, rows = 0] = (/^(\d{1,4})x(\d{1,4})$/.exec(text) ?? []).map(Number);
  return size(cols, 0) > 0 && size(rows, 0) > 0 ? [cols, rows] : null;
}
