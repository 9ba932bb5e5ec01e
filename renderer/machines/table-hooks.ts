/** What the table watches: its width, and whether somebody is in it. */
import { useEffect, useRef, useState } from 'react';
import { setWindow, useWindow } from '../window-state.ts';
import { followRows } from './row-source.ts';
import type { RowRef } from './rows.ts';

/** px left and right of a row's cells (table.css). */
const ROW_PADDING = 36;

export function useWidth(ref: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - ROW_PADDING));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/**
 * Which element each row in sight has: its own as long as it is in sight, then that of a row that has left it, which costs
 * a fraction of a new one.
 */
export function useSlots(rows: readonly string[]): ReadonlyMap<string, number> {
  const held = useRef<ReadonlyMap<string, number>>(new Map());
  const most = useRef(0);
  most.current = Math.max(most.current, rows.length);
  const stay = new Map(rows.flatMap((key) => pair(key, held.current.get(key))));
  const taken = new Set(stay.values());
  const free = Array.from({ length: most.current }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  held.current = new Map(rows.flatMap((key) => pair(key, stay.get(key) ?? free.shift())));
  return held.current;
}

/** ms without a change after which rows stand. */
const STANDS = 150;

/** Whether these are the rows for longer than a moment. */
export function useStanding(rows: readonly unknown[]): boolean {
  const [standing, setStanding] = useState(rows);
  useEffect(() => {
    const timer = setTimeout(() => setStanding(rows), STANDS);
    return () => clearTimeout(timer);
  }, [rows]);
  return standing === rows;
}

/**
 * The order of the elements in the page. One that is moved there is laid out anew like a new one, so as long as rows come and
 * go they stay as they stand; readers find them in order once the rows stand.
 */
export function useElementOrder(slots: readonly number[], standing: boolean): readonly number[] {
  const held = useRef<readonly number[]>(slots);
  const now = new Set(slots);
  const stay = standing ? slots : held.current.filter((slot) => now.has(slot));
  const there = new Set(stay);
  held.current = [...stay, ...slots.filter((slot) => !there.has(slot))];
  return held.current;
}

/** A row that was put under the cursor from elsewhere is scrolled to, as soon as it is there. */
export function useSought(rows: readonly RowRef[], scrollTo: (index: number) => void): void {
  const sought = useWindow((state) => state.sought);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolled once, however often the table is drawn
  useEffect(() => {
    if (sought === null) return;
    const at = rows.findIndex(({ key }) => key === sought);
    if (at >= 0) scrollTo(at);
    if (at >= 0 || useWindow.getState().cursor !== sought) setWindow({ sought: null });
  }, [sought, rows]);
}

const pair = (key: string, slot: number | undefined): [string, number][] =>
  slot === undefined ? [] : [[key, slot]];

/** Rows hold still while the pointer, the focus or a selection is in the table, and settle when they have left. */
export function useHeldRows(ref: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let inside = false;
    const busy = (): boolean =>
      inside || element.contains(document.activeElement) || useWindow.getState().selected.size > 0;
    const { settle, stop } = followRows(busy);
    const enter = (): void => {
      inside = true;
    };
    const leave = (): void => {
      inside = false;
      settle();
    };
    // Focus has moved only after the event.
    const blur = (): void => void setTimeout(settle);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusout', blur);
    return () => {
      stop();
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusout', blur);
    };
  }, [ref]);
}
