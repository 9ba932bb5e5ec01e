/** What listens around a screen. */
import type RFB from '@novnc/novnc';
import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useRef, useState } from 'react';
import { clipboard } from '../ui/here.tsx';
import { consoleKey } from './console-keys.ts';
import { canPress, pressInConsole } from './pressed.ts';
import type { Level, Quality } from './screen-options.ts';
import { FIRST_PACE, nextPace, type Stretch } from './screen-pace.ts';

/** Our keys are taken before noVNC, which would send them to the guest; it gets those of terminals. */
export function useOurKeys(place: { readonly current: HTMLElement | null }, panel: string): void {
  useEffect(() => {
    const stop = new AbortController();
    const take = (event: KeyboardEvent): void => {
      const key = consoleKey(event);
      if (key === null || !canPress(key, panel)) return;
      event.preventDefault();
      event.stopPropagation();
      pressInConsole(key, panel);
    };
    place.current?.addEventListener('keydown', take, { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, [place, panel]);
}

/** What was copied elsewhere is offered to the guest when one turns to its screen, where the browser lets us. */
export function useClipboardOut(
  place: { readonly current: HTMLElement | null },
  rfb: { readonly current: RFB | null },
): void {
  useEffect(() => {
    const stop = new AbortController();
    let last = '';
    const offer = async (): Promise<void> => {
      const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
      if (state !== 'granted') return;
      const text = await clipboard().readText();
      if (text === '' || text === last) return;
      last = text;
      rfb.current?.clipboardPasteFrom(text);
    };
    place.current?.addEventListener('focusin', () => void offer().catch(() => undefined), {
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [place, rfb]);
}

interface Place {
  readonly current: HTMLElement | null;
}

/** Calls `follow` with the window the panel is in, and again when it is in another; `signal` ends what it follows there. */
function useItsWindow(
  place: Place,
  api: DockviewPanelApi,
  follow: (its: Window, signal: AbortSignal) => void,
): void {
  const latest = useRef(follow);
  latest.current = follow;
  useEffect(() => {
    let stop = new AbortController();
    const again = (): void => {
      stop.abort();
      stop = new AbortController();
      latest.current(place.current?.ownerDocument.defaultView ?? window, stop.signal);
    };
    again();
    const moved = api.onDidLocationChange(() => setTimeout(again));
    return () => {
      moved.dispose();
      stop.abort();
    };
  }, [place, api]);
}

/** Pixels of the display that a CSS pixel has, where the panel is now. */
export function useRatio(place: Place, api: DockviewPanelApi): number {
  const [ratio, setRatio] = useState(1);
  const follow = (its: Window, signal: AbortSignal): void => {
    if (signal.aborted) return;
    setRatio(its.devicePixelRatio);
    const same = its.matchMedia(`(resolution: ${its.devicePixelRatio}dppx)`);
    same.addEventListener('change', () => follow(its, signal), { signal, once: true });
  };
  useItsWindow(place, api, follow);
  return ratio;
}

/** Whether the window the panel is in is to be seen. */
export function useWindowShown(place: Place, api: DockviewPanelApi): boolean {
  const [shown, setShown] = useState(true);
  useItsWindow(place, api, ({ document: its }, signal) => {
    const look = (): void => setShown(its.visibilityState === 'visible');
    look();
    its.addEventListener('visibilitychange', look, { signal });
  });
  return shown;
}

/** How good a picture is asked for: what a person chose, or what the line carries. */
export function useLevel(quality: Quality): {
  readonly level: Level;
  readonly saw: (stretch: Stretch) => void;
} {
  const pace = useRef(FIRST_PACE);
  const chosen = useRef(quality);
  chosen.current = quality;
  const [own, setOwn] = useState(FIRST_PACE.level);
  const saw = (stretch: Stretch): void => {
    if (chosen.current !== 'auto') return;
    pace.current = nextPace(pace.current, stretch);
    setOwn(pace.current.level);
  };
  return { level: quality === 'auto' ? own : quality, saw };
}
