/** What listens around a screen. */
import type RFB from '@novnc/novnc';
import { useEffect, useRef, useState } from 'react';
import { clipboard } from '../ui/here.tsx';
import { commonKey } from './common-keys.ts';
import { type ConsoleKey, consoleKey } from './console-keys.ts';
import { type Recorder, record } from './recorder.ts';
import { pictureName } from './screen.ts';

const OF_TERMINALS: ReadonlySet<ConsoleKey | null> = new Set([
  'copy',
  'paste',
  'find',
  'larger',
  'smaller',
  'normal',
  'share',
  'snippets',
]);

/** Our keys are taken before noVNC, which would send them to the guest. */
export function useOurKeys(place: { readonly current: HTMLElement | null }, panel: string): void {
  useEffect(() => {
    const stop = new AbortController();
    const take = (event: KeyboardEvent): void => {
      const key = consoleKey(event);
      if (key === null || OF_TERMINALS.has(key)) return;
      event.preventDefault();
      event.stopPropagation();
      commonKey(key, panel);
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

/** A video of it; it ends with the connection. */
export function useVideo(
  place: { readonly current: HTMLElement | null },
  attached: boolean,
  label: string,
): { readonly recording: boolean; readonly toggle: () => void } {
  const recorder = useRef<Recorder | null>(null);
  const [recording, setRecording] = useState(false);
  useEffect(() => (attached ? () => recorder.current?.stop() : undefined), [attached]);
  const toggle = (): void => {
    const canvas = place.current?.querySelector('canvas');
    if (recorder.current !== null) recorder.current.stop();
    else if (canvas) {
      setRecording(true);
      recorder.current = record(canvas, pictureName(label), () => {
        recorder.current = null;
        setRecording(false);
      });
    }
  };
  return { recording, toggle };
}
