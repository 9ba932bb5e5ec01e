/** The baselines of the window benches: xterm.js fed from memory, noVNC over a bare WebSocket. */
import RFB from '@novnc/novnc';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

const CHUNK = 64 * 1024;
/** Chunks given to xterm.js ahead of its write callbacks. */
const AHEAD = 8;

const place = document.getElementById('place') as HTMLElement;

/** Feeds `line` over and over, `bytes` in all; milliseconds until the last write callback. */
async function feedTerminal(
  line: string,
  bytes: number,
  cols: number,
  rows: number,
  scrollback: number,
): Promise<number> {
  const terminal = new Terminal({
    cols,
    rows,
    scrollback,
    allowProposedApi: true,
    minimumContrastRatio: 4.5,
  });
  terminal.open(place);
  const data = new TextEncoder().encode(line.repeat(10_000));
  const start = performance.now();
  let pending = 0;
  for (let sent = 0; sent < bytes; ) {
    const at = sent % data.length;
    const chunk = data.subarray(at, Math.min(at + CHUNK, data.length, at + bytes - sent));
    sent += chunk.length;
    pending += 1;
    const written = new Promise<void>((done) =>
      terminal.write(chunk, () => {
        pending -= 1;
        done();
      }),
    );
    if (pending >= AHEAD) await written;
  }
  await new Promise<void>((done) => terminal.write('', done));
  const took = performance.now() - start;
  terminal.dispose();
  return took;
}

/** Shows the screen behind a bare bridge; resolves once it is connected. */
function showScreen(url: string): Promise<void> {
  const screen = new RFB(place, url);
  screen.scaleViewport = true;
  return new Promise((done) => screen.addEventListener('connect', () => done()));
}

// What the bench calls by name.
Object.assign(window, { feedTerminal, showScreen });
