/** For tests only: a real VNC server on loopback, and a program in it that tells of the keys and buttons it gets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export interface VncServer {
  readonly port: number;
  /** Its X display. */
  readonly display: string;
  /** What xev has told so far. */
  said(): string;
  stop(): void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves when what is awaited has been said. */
function heard(child: ChildProcess, from: 'stdout' | 'stderr', word: string): Promise<void> {
  return new Promise((ready, failed) => {
    let said = '';
    child[from]?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(word)) ready();
    });
    child.once('exit', (code) => failed(new Error(`${child.spawnfile} ended with ${code}: ${said}`)));
    child.once('error', failed);
  });
}

export async function startVnc(): Promise<VncServer> {
  const port = await freePort();
  const display = `:${200 + (port % 400)}`;
  const looks = ['-geometry', '640x400', '-depth', '24', '-localhost', '-SecurityTypes', 'None'];
  const server = spawn('Xvnc', [display, ...looks, '-rfbport', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await heard(server, 'stderr', 'Listening for VNC');
  const events = ['-event', 'keyboard', '-event', 'button', '-event', 'structure'];
  const xev = spawn('stdbuf', ['-oL', 'xev', '-display', display, '-geometry', '640x400+0+0', ...events], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  xev.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await heard(xev, 'stdout', 'MapNotify');
  return {
    port,
    display,
    said: () => said,
    stop() {
      for (const child of [xev, server]) {
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
      }
    },
  };
}
