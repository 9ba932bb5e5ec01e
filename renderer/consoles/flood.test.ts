import type { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawCalmly } from './flood.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As xterm.js stands inside; `dom`: whether it draws rows with the DOM. */
function terminal(dom: boolean) {
  const drawn: (readonly number[])[] = [];
  const rows = { renderRows: (...which: readonly number[]) => void drawn.push(which) };
  const classes = new Set<string>();
  const classList = {
    toggle: (name: string, on: boolean) => (on ? classes.add(name) : classes.delete(name)),
  };
  return {
    drawn,
    classes,
    /** A frame in which its rows are to be drawn. */
    frame: () => rows.renderRows(0, 23),
    it: {
      rows: 24,
      element: { querySelector: () => (dom ? {} : null), classList },
      refresh: (start: number, end: number) => rows.renderRows(start, end),
      _core: { _renderService: { _renderer: { value: rows } } },
    } as unknown as Terminal,
  };
}

/** Bytes and frames for so many sixteenths of a second. */
function runs(
  { frame }: { frame(): void },
  comes: (bytes: number) => void,
  bytes: number,
  looks: number,
): void {
  for (let time = 0; time < looks * 4; time += 1) {
    comes(bytes / 4);
    frame();
    vi.advanceTimersByTime(16);
  }
}

test('of a flood one frame a look is drawn, and its end', () => {
  const one = terminal(true);
  const flow = drawCalmly(one.it);
  runs(one, flow.comes, 1_000_000, 20);
  expect(one.classes.has('is-flood')).toBe(true);
  // Before the first look each is.
  expect(one.drawn.length).toBeGreaterThanOrEqual(20);
  expect(one.drawn.length).toBeLessThan(30);
  const before = one.drawn.length;
  one.frame();
  vi.advanceTimersByTime(200);
  expect(one.drawn.length).toBeGreaterThan(before);
  expect(one.classes.has('is-flood')).toBe(false);
  const after = one.drawn.length;
  one.frame();
  one.frame();
  expect(one.drawn.length).toBe(after + 2);
  expect(vi.getTimerCount()).toBe(0);
});

test('what is no flood, and what is drawn by the graphics processor, is drawn at every frame', () => {
  for (const [dom, bytes] of [
    [true, 20_000],
    [false, 1_000_000],
  ] as const) {
    const one = terminal(dom);
    runs(one, drawCalmly(one.it).comes, bytes, 5);
    expect(one.drawn).toHaveLength(20);
    expect(one.classes.size).toBe(0);
  }
});

test('a terminal that is gone looks no more', () => {
  const one = terminal(true);
  const flow = drawCalmly(one.it);
  flow.comes(1_000_000);
  flow.stop();
  expect(vi.getTimerCount()).toBe(0);
});
