/** A window of its own for consoles: looks like the one it came from, and is part of it. */
import { followWindow } from '../ui/here.tsx';

/** ms between two looks whether its title is still right. */
const BEAT = 1_000;

/** Called when it has been opened, before it has loaded. Returns what is to be called before it closes. */
export function dressWindow(its: Window, title: () => string): () => void {
  const mine = document.documentElement;
  const copy = (): void => {
    for (const name of ['theme', 'density']) its.document.documentElement.dataset[name] = mine.dataset[name];
  };
  const looks = new MutationObserver(copy);
  const leave = followWindow(its);
  const name = (): void => {
    its.document.title = `${title()} – ctys`;
  };
  let beat: ReturnType<typeof setInterval> | undefined;
  let keep = (): void => undefined;
  its.addEventListener('load', () => {
    copy();
    its.document.body.classList.add('dock-theme');
    keep = keepFrames(its);
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href;
    its.document.querySelector('link[rel=icon]')?.setAttribute('href', icon ?? 'data:,');
    looks.observe(mine, { attributeFilter: ['data-theme', 'data-density'] });
    name();
    beat = setInterval(() => (its.closed ? end() : name()), BEAT);
    // Keys that are down when the window loses the keyboard are let go: screens listen to this page alone.
    its.addEventListener('blur', () => window.dispatchEvent(new Event('blur')));
  });
  const end = (): void => {
    clearInterval(beat);
    looks.disconnect();
    leave();
    keep();
  };
  return end;
}

/**
 * What waits for a frame of a window that closes would wait for ever, and a terminal would never be drawn again: it gets
 * its frame from the main window. Returns what is to be called at the end.
 */
function keepFrames(its: Window): () => void {
  const waiting = new Map<number, FrameRequestCallback>();
  const request = its.requestAnimationFrame.bind(its);
  const cancel = its.cancelAnimationFrame.bind(its);
  let over = false;
  its.requestAnimationFrame = (call) => {
    if (over || its.closed) return requestAnimationFrame(call);
    const id = request((now) => {
      if (waiting.delete(id)) call(now);
    });
    waiting.set(id, call);
    return id;
  };
  its.cancelAnimationFrame = (id) => {
    waiting.delete(id);
    cancel(id);
  };
  return () => {
    over = true;
    for (const call of waiting.values()) requestAnimationFrame(call);
    waiting.clear();
  };
}
