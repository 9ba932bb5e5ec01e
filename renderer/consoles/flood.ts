/**
 * What floods a terminal cannot be read, and to draw its rows with the DOM at every frame costs as much as to work through
 * it: meanwhile they are drawn some times a second. xterm.js has no call for that, so the renderer of the pinned version
 * is reached into; where it is not found every frame is drawn.
 */
import type { Terminal } from '@xterm/xterm';

/** ms between two looks, and so between two frames of a flood. */
const PERIOD = 64;
/** Bytes within PERIOD that are one: two megabytes a second. */
const FLOOD = 128 * 1024;

interface Rows {
  renderRows(start: number, end: number): void;
}

/** null: it is drawn by the graphics processor, which has the time, or is not found. */
function domRows(terminal: Terminal): Rows | null {
  if (!terminal.element?.querySelector('.xterm-rows')) return null;
  const { _core } = terminal as unknown as { _core?: { _renderService?: { _renderer?: { value?: Rows } } } };
  const rows = _core?._renderService?._renderer?.value;
  return typeof rows?.renderRows === 'function' ? rows : null;
}

export interface Flow {
  /** So many bytes come. */
  comes(bytes: number): void;
  stop(): void;
}

export function drawCalmly(terminal: Terminal): Flow {
  let came = 0;
  let isFlood = false;
  let isDue = false;
  let isBehind = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const paced = new WeakSet<Rows>();

  /** False: every frame is drawn. */
  const pace = (): boolean => {
    const rows = domRows(terminal);
    if (rows === null || paced.has(rows)) return rows !== null;
    paced.add(rows);
    const draw = rows.renderRows.bind(rows);
    rows.renderRows = (start, end) => {
      isBehind = isFlood && !isDue;
      if (isBehind) return;
      isDue = false;
      draw(start, end);
    };
    return true;
  };

  const look = (): void => {
    isFlood = came >= FLOOD && pace();
    came = 0;
    // See dock.css: the place of its cursor, where input methods show up, has the page laid out anew each time.
    terminal.element?.classList.toggle('is-flood', isFlood);
    isDue = true;
    if (isBehind) terminal.refresh(0, terminal.rows - 1);
    timer = isFlood ? setTimeout(look, PERIOD) : undefined;
  };

  return {
    comes: (bytes) => {
      came += bytes;
      timer ??= setTimeout(look, PERIOD);
    },
    stop: () => clearTimeout(timer),
  };
}
