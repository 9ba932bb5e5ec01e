/**
 * Small pictures of running guests, where a person wants them: of the rows in sight, one look at a time, each screen at most
 * every half minute, and none while the window is hidden.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { ConsoleOffer } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { preferencesFor, useStored } from '../settings/stored.ts';
import { tables } from '../store.ts';
import { capture } from './capture.ts';

/** ms */
const BEAT = 1_000;
export const LOOK_AGAIN = 30_000;
/** After a look that gave nothing: it wants a password, or is broken. */
const LOOK_LATER = 600_000;

interface Pictures {
  readonly pictures: ReadonlyMap<string, string>;
}

export const usePictures = create<Pictures>(() => ({ pictures: new Map() }));

/** How many rows and panes want a machine's picture. */
const wanted = new Map<string, number>();
/** epoch ms before which a machine is not looked at. */
const notBefore = new Map<string, number>();
let timer: ReturnType<typeof setInterval> | undefined;
let looking: AbortController | null = null;

const screenOf = ({ state, consoles }: Machine): ConsoleOffer | undefined =>
  state === 'running'
    ? consoles.find(({ kind, blocked }) => kind === 'rfb' && blocked === undefined)
    : undefined;

/** The machine's picture, looked for as long as this is in the page. undefined: none, or not yet. */
export function usePreview(machine: Machine): string | undefined {
  const on = useStored(() => preferencesFor(machine.id).previews) && screenOf(machine) !== undefined;
  const { id } = machine;
  useEffect(() => (on ? want(id) : undefined), [on, id]);
  return usePictures(({ pictures }) => (on ? pictures.get(id) : undefined));
}

function want(id: string): () => void {
  wanted.set(id, (wanted.get(id) ?? 0) + 1);
  timer ??= setInterval(() => void look(), BEAT);
  return () => {
    const left = (wanted.get(id) ?? 1) - 1;
    if (left > 0) wanted.set(id, left);
    else wanted.delete(id);
    if (wanted.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    looking?.abort();
  };
}

/** At the one whose turn it is, if any. */
async function look(): Promise<void> {
  if (looking !== null || document.hidden) return;
  const now = Date.now();
  const due = [...wanted.keys()].filter((id) => (notBefore.get(id) ?? 0) <= now);
  due.sort((a, b) => (notBefore.get(a) ?? 0) - (notBefore.get(b) ?? 0));
  const machine = tables.getState().machines.get(due[0] ?? '');
  const offer = machine === undefined ? undefined : screenOf(machine);
  if (machine === undefined || offer === undefined) return;
  looking = new AbortController();
  const url = await capture(machine, offer, looking.signal).catch(() => null);
  looking = null;
  notBefore.set(machine.id, Date.now() + (url === null ? LOOK_LATER : LOOK_AGAIN));
  if (url !== null) keep(machine.id, url);
}

/** Of machines that are gone no picture stays. */
function keep(id: string, url: string): void {
  const { machines } = tables.getState();
  usePictures.setState(({ pictures }) => ({
    pictures: new Map([...[...pictures].filter(([one]) => machines.has(one)), [id, url]]),
  }));
}
