/** What keys send to one console, where it wants something else than most. Kept by machine and console. */

export interface KeyMap {
  /** Backspace sends Ctrl+H (0x08) instead of Delete (0x7f): old serial consoles. */
  readonly backspace?: boolean;
  /** Enter sends CR and LF instead of CR. */
  readonly newline?: boolean;
}

const PLACE = 'ctys.keys';
const MOST = 500;

const isMap = (value: unknown): value is KeyMap =>
  typeof value === 'object' && value !== null && Object.values(value).every((flag) => flag === true);

/** Stored text of any origin. */
export function parseKeyMaps(text: string | null): ReadonlyMap<string, KeyMap> {
  try {
    const raw: unknown = JSON.parse(text ?? '{}');
    if (typeof raw !== 'object' || raw === null) return new Map();
    return new Map(
      Object.entries(raw)
        .filter((entry): entry is [string, KeyMap] => isMap(entry[1]))
        .slice(-MOST),
    );
  } catch {
    return new Map();
  }
}

const read = (): ReadonlyMap<string, KeyMap> => parseKeyMaps(localStorage.getItem(PLACE));

export const keyMapOf = (place: string): KeyMap => read().get(place) ?? {};

export function changeKeyMap(place: string, name: keyof KeyMap): KeyMap {
  const { [name]: was, ...rest } = keyMapOf(place);
  const map: KeyMap = was === true ? rest : { ...rest, [name]: true };
  const all = [...read()].filter(([id]) => id !== place);
  const next = Object.keys(map).length === 0 ? all : [...all, [place, map] as const];
  localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(next.slice(-MOST))));
  return map;
}

/** What is sent for what a terminal means. */
export function mapKeys(text: string, { backspace, newline }: KeyMap): string {
  if (backspace === true && text === '\x7f') return '\x08';
  return newline === true && text === '\r' ? '\r\n' : text;
}
