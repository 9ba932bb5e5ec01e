/** Screens whose servers lie, in the built window in Chromium: a clear word, and a window that goes on. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { NO_LOGIN, serverInit, u16, u32, VERSION } from './fake-vnc.ts';

const win = builtWindow();
let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** Exactly what the client answers, step by step: version, security type, shared flag. */
const STEPS = [12, 1, 1] as const;

/** A server that shakes hands as it should, then sends `first` and whatever `more` gives, as fast as it is taken. */
async function hostile(first: Buffer, more?: () => Buffer): Promise<number> {
  const serve = async (socket: Socket): Promise<void> => {
    socket.on('error', () => undefined);
    let heard = 0;
    const answers = [...NO_LOGIN, first];
    socket.on('data', ({ length }) => {
      heard += length;
      let needed = 0;
      for (const [at, step] of STEPS.entries()) {
        needed += step;
        if (heard < needed || answers[at] === undefined) continue;
        socket.write(answers[at]);
        delete answers[at];
        if (at === 2) flood(socket, more);
      }
    });
    socket.write(VERSION);
  };
  return listening((socket) => void serve(socket));
}

function flood(socket: Socket, more: (() => Buffer) | undefined): void {
  while (more !== undefined && !socket.destroyed) if (!socket.write(more())) break;
  if (more !== undefined) socket.once('drain', () => flood(socket, more));
}

async function listening(serve: (socket: Socket) => void): Promise<number> {
  const made = createServer(serve);
  server = made;
  await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready));
  const address = made.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function refused(port: number, word: string): Promise<void> {
  await win.open({ vncPort: port });
  await win.row('tst100').click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  await win.page.getByTestId('ended').getByText(word).waitFor();
  // The window is alive: another console opens, and what is typed there comes back.
  await win.console('tst104');
  await win.enter('alive');
  await win.shows('https://example.org/alive');
  // Nothing is left of the session.
  await expect
    .poll(() =>
      [...win.host.core.tables.sessions.values()].filter(
        ({ kind, state }) => kind === 'rfb' && state === 'attached',
      ),
    )
    .toEqual([]);
}

test('a server that speaks something else than VNC', async () => {
  const port = await listening((socket) => {
    socket.on('error', () => undefined);
    flood(socket, () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(100)));
  });
  await refused(port, 'is not the protocol of VNC');
});

test('a server that sends garbage behind a right beginning', async () => {
  const port = await hostile(serverInit(640, 400), () =>
    Buffer.concat([Buffer.from([0xee]), randomBytes(65_536)]),
  );
  await refused(port, 'is not the protocol of VNC');
});

test('pictures of encodings that lie about their sizes', async () => {
  // One rectangle in Tight (7), zlib stream 0, whose data are none.
  const update = Buffer.concat([
    ...[Buffer.from([0, 0]), u16(1), u16(0, 0, 600, 300), u32(7), Buffer.from([0x00, 0xff, 0xff, 0x03])],
    randomBytes(65_535),
  ]);
  await refused(await hostile(serverInit(640, 400), () => update), 'is not the protocol of VNC');
});

test('a screen of 32,768 pixels', async () => {
  const port = await hostile(serverInit(32_768, 32_768));
  await refused(port, 'it is 32768 × 32768 pixels large, which is more than can be shown');
});

test('a screen of one side of 32,768 pixels, which no canvas has', async () => {
  await refused(await hostile(serverInit(32_768, 16)), 'it is 32768 × 16 pixels large');
});

test('a screen that becomes so large later', async () => {
  // The pseudo encoding DesktopSize, -223.
  const grown = Buffer.concat([Buffer.from([0, 0]), u16(1), u16(0, 0, 65_535, 65_535), u32(0xffffff21)]);
  const port = await hostile(serverInit(640, 400), () => grown);
  await refused(port, 'it is 65535 × 65535 pixels large, which is more than can be shown');
});

test('a name without end', async () => {
  const endless = Buffer.concat([serverInit(640, 400).subarray(0, 20), u32(0xffffffff)]);
  const port = await hostile(endless, () => Buffer.alloc(65_536, 'n'));
  await refused(port, 'is not the protocol of VNC');
});
