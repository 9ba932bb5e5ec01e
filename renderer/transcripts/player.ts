/** Plays an asciicast into a terminal: on, stopped, faster, and to any place. */
import type { Terminal } from '@xterm/xterm';
import { type Cast, sizeOf } from './cast.ts';

export interface Player {
  play(): void;
  pause(): void;
  /** s */
  seek(to: number): void;
  setSpeed(speed: number): void;
  dispose(): void;
}

export interface PlayerState {
  readonly playing: boolean;
  /** s */
  readonly at: number;
}

/** ms between two looks what is due. */
const BEAT = 33;

export function createPlayer(cast: Cast, terminal: Terminal, tell: (state: PlayerState) => void): Player {
  let at = 0;
  let next = 0;
  let speed = 1;
  let timer: ReturnType<typeof setInterval> | undefined;
  let last = 0;

  const show = (): void => tell({ playing: timer !== undefined, at });
  const writeDue = (): void => {
    let text = '';
    for (; next < cast.events.length && (cast.events[next]?.at ?? 0) <= at; next += 1) {
      const event = cast.events[next];
      if (event?.kind === 'output') text += event.text;
      else if (event?.kind === 'mark') text += `\r\n\x1b[0;2m── ${plain(event.text)} ──\x1b[0m\r\n`;
      const size = event?.kind === 'resize' ? sizeOf(event.text) : null;
      if (size === null) continue;
      terminal.write(text);
      text = '';
      // In its turn: what was written before belongs to the old size.
      terminal.write('', () => terminal.resize(...size));
    }
    if (text !== '') terminal.write(text);
  };
  const pause = (): void => {
    clearInterval(timer);
    timer = undefined;
    show();
  };
  const beat = (): void => {
    const now = performance.now();
    at = Math.min(cast.length, at + ((now - last) / 1000) * speed);
    last = now;
    writeDue();
    if (at >= cast.length) pause();
    else show();
  };
  const begin = (): void => {
    // Behind what is still to be written.
    terminal.write('\x18', () => {
      terminal.reset();
      terminal.resize(cast.cols, cast.rows);
    });
    at = 0;
    next = 0;
  };
  begin();
  return {
    play() {
      if (timer !== undefined) return;
      if (at >= cast.length) begin();
      last = performance.now();
      timer = setInterval(beat, BEAT);
      beat();
    },
    pause,
    seek(to) {
      if (to < at) begin();
      at = Math.min(cast.length, Math.max(0, to));
      last = performance.now();
      writeDue();
      show();
    },
    setSpeed(faster) {
      speed = faster;
    },
    dispose: () => clearInterval(timer),
  };
}

const plain = (text: string): string => text.replace(/\p{Cc}/gu, '').slice(0, 80);
