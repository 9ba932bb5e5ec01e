/**
 * The window a person is in. Detached consoles have windows of their own, drawn from this page: menus, questions and
 * messages appear where they are asked for, above what fills the screen there, and the clipboard is that window's.
 */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';

interface Here {
  readonly window: Window;
  /** What fills that window's screen, if anything does. */
  readonly full: Element | null;
}

const useHere = create<Here>(() => ({ window: globalThis.window, full: null }));

export const here = (): Window => useHere.getState().window;
export const useHereDocument = (): Document => useHere((state) => state.window.document);

/** A browser gives the clipboard to the window that has the focus. */
export const clipboard = (): Clipboard => here().navigator.clipboard;

/** Elements of another window are no instances of this one's classes. */
export const asElement = (target: EventTarget | null): Element | null =>
  target !== null && 'nodeType' in target && target.nodeType === 1 ? (target as Element) : null;

let pressed = 0;

/** When a person last pressed a key or the pointer in any of our windows, as performance.now() here; 0: not yet. */
export const lastPress = (): number => pressed;

/** From now on one may be in this window, until it closes. */
export function followWindow(its: Window): () => void {
  const stop = new AbortController();
  const enter = ({ type }: Event): void => {
    if (type === 'keydown' || type === 'pointerdown') pressed = performance.now();
    const full = its.document.fullscreenElement;
    const now = useHere.getState();
    if (now.window !== its || now.full !== full) useHere.setState({ window: its, full });
  };
  for (const type of ['focus', 'pointerdown', 'keydown', 'dragenter', 'fullscreenchange'])
    its.addEventListener(type, enter, { capture: true, signal: stop.signal });
  return () => {
    stop.abort();
    if (useHere.getState().window === its) useHere.setState({ window: globalThis.window, full: null });
  };
}

/** Draws its children there. */
export function Layer({ children }: { readonly children: ReactNode }) {
  const place = useHere(({ window: its, full }) =>
    full !== null ? full : its === globalThis.window ? null : its.document.body,
  );
  return place === null ? children : createPortal(children, place);
}
