/** Where a window was, and where it may be now: displays come and go. Pure. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Area {
  readonly maximized?: true;
}

/** So much of its title bar must be in reach of the pointer. */
const GRIP = { width: 120, height: 32 };

/** The place where it can be got at; null: nowhere, it goes where new windows go. `displays`: without their panels. */
export function placeNow(kept: WindowPlace, displays: readonly Area[]): WindowPlace | null {
  const bar = { x: kept.x, y: kept.y, width: kept.width, height: GRIP.height };
  const on = displays.find((display) => {
    const { width, height } = common(bar, display);
    return width >= GRIP.width && height >= GRIP.height;
  });
  if (on === undefined) return null;
  return { ...kept, width: Math.min(kept.width, on.width), height: Math.min(kept.height, on.height) };
}

/** The same; or the middle of the first display, where it can be got at nowhere. */
export function placeInSight(kept: WindowPlace, displays: readonly Area[]): WindowPlace {
  const [first] = displays;
  const there = placeNow(kept, displays);
  if (there !== null || first === undefined) return there ?? kept;
  const [width, height] = [Math.min(kept.width, first.width), Math.min(kept.height, first.height)];
  const middle = (from: number, room: number, length: number): number =>
    from + Math.floor((room - length) / 2);
  return {
    ...kept,
    ...{ width, height },
    x: middle(first.x, first.width, width),
    y: middle(first.y, first.height, height),
  };
}

function common(a: Area, b: Area): { readonly width: number; readonly height: number } {
  const side = (from: number, length: number, other: number, otherLength: number): number =>
    Math.max(0, Math.min(from + length, other + otherLength) - Math.max(from, other));
  return { width: side(a.x, a.width, b.x, b.width), height: side(a.y, a.height, b.y, b.height) };
}

const MOST = 100_000;

/** A kept place as it stands in a file of any origin; null: it cannot be used. */
export function readPlace(text: string): WindowPlace | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null) return null;
  const { x, y, width, height, maximized } = raw as Readonly<Record<string, unknown>>;
  if (![x, y, width, height].every((one) => Number.isInteger(one) && Math.abs(one as number) <= MOST))
    return null;
  const area = { x, y, width, height } as Area;
  if (area.width < 1 || area.height < 1) return null;
  return { ...area, ...(maximized === true && { maximized }) };
}
