/** A display of this machine for a while: an X server without a screen, which wants its cookie. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run, waitFor } from './run.ts';

/** `titles`: the windows there are now, as X's own tool tells them. */
export async function withDisplay(
  folder: string,
  number: number,
  base: NodeJS.ProcessEnv,
  work: (env: NodeJS.ProcessEnv, titles: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const display = `:${number}`;
  const auth = join(folder, 'auth');
  const env = { ...base, DISPLAY: display, XAUTHORITY: auth };
  await mkdir(folder, { recursive: true });
  await run(['xauth', '-f', auth, 'add', display, '.', '00112233445566778899aabbccddeeff']);
  const server = spawn('Xvfb', [display, '-screen', '0', '1280x1024x24', '-auth', auth], { stdio: 'ignore' });
  const ended = new Promise((done) => server.once('close', done));
  try {
    await waitFor('the display', async () => (await run(['xdpyinfo'], { env })).code === 0);
    await work(env, async () => (await run(['xwininfo', '-root', '-tree'], { env })).stdout);
  } finally {
    server.kill();
    await ended;
  }
}
