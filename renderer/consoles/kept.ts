/** What a person chose for single consoles, kept in this browser or window by machine and console. Read strictly. */
import type { ConsoleTarget } from './dock-state.ts';

const MOST = 500;

export interface Kept<T> {
  /** Stored text of any origin. */
  parse(text: string | null): ReadonlyMap<string, T>;
  /** undefined: nothing was chosen there. */
  of(place: string): T | undefined;
  /** Returns what is sound of it. */
  keep(place: string, value: T): T;
}

/** By which it is kept. */
export const placeOf = ({ machine, console }: ConsoleTarget): string => `${machine} ${console}`;

/** `sound`: what can be used of a value of any origin; nothing of it is no choice. */
export function kept<T extends object>(name: string, sound: (value: unknown) => T): Kept<T> {
  function parse(text: string | null): ReadonlyMap<string, T> {
    try {
      const raw: unknown = JSON.parse(text ?? '{}');
      if (typeof raw !== 'object' || raw === null) return new Map();
      const all = Object.entries(raw).map(([place, value]) => [place, sound(value)] as const);
      return new Map(all.filter(([, value]) => Object.keys(value).length > 0).slice(-MOST));
    } catch {
      return new Map();
    }
  }
  const read = (): ReadonlyMap<string, T> => parse(localStorage.getItem(name));
  return {
    parse,
    of: (place) => read().get(place),
    keep(place, value) {
      const own = sound(value);
      const others = [...read()].filter(([one]) => one !== place);
      const next = Object.keys(own).length === 0 ? others : [...others, [place, own] as const];
      localStorage.setItem(name, JSON.stringify(Object.fromEntries(next.slice(-MOST))));
      return own;
    },
  };
}
