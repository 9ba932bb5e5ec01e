/** Keys of the window as a whole, wherever the focus is but in a console or a field. */
import { goToTab } from './consoles/dock-state.ts';
import { editCall } from './machines/call-bar.tsx';
import { focusFilter } from './machines/table-actions.ts';
import type { View } from './machines/views.ts';
import { setWindow } from './window-state.ts';

const VIEW_KEYS: Readonly<Record<string, View>> = {
  a: { kind: 'all' },
  r: { kind: 'running' },
  o: { kind: 'off' },
  l: { kind: 'lost' },
  d: { kind: 'drift' },
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], .console, dialog') !== null;

/** Returns how to stop. */
export function followWindowKeys(): () => void {
  let leader = false;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const afterLeader = leader;
    leader = false;
    const inConsole = event.target instanceof Element && event.target.closest('.console') !== null;
    if (inConsole) return;
    const command = (ctrlKey || metaKey) && !altKey && !shiftKey;
    if (ctrlKey && !shiftKey && key === '`') setWindow((state) => ({ strip: !state.strip }));
    else if (command && key === 'k') setWindow({ palette: { text: '' } });
    else if (command && key === 'l') editCall();
    else if ((ctrlKey || metaKey) && !altKey && /^[1-9]$/.test(key)) goToTab(Number(key));
    else if (ctrlKey || metaKey || altKey || isTyping(event.target)) return;
    else if (afterLeader && VIEW_KEYS[key] !== undefined) setWindow({ view: VIEW_KEYS[key] });
    else if (key === 'g') leader = true;
    else if (key === '/') focusFilter();
    else if (key === 'e') editCall();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
