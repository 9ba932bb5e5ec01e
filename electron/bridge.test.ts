import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import type { Link } from '../core/contract/pipe.ts';
import type { Engine } from '../core/engine/engine.ts';
import { type Port, serveWindow } from './bridge.ts';
import { type FakePort, MessageChannelMain } from './testing/electron.ts';

const open: FakePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function channel(): [FakePort, FakePort] {
  const { port1, port2 } = new MessageChannelMain();
  open.push(port1, port2);
  return [port1, port2];
}

/** The page's end of the root port, against an engine with one procedure and recorded attachments. */
function page() {
  const attached: { session: string; link: Link }[] = [];
  const router = { hello: os.handler(() => 'from the core') };
  const engine = { router, attach: (session: string, link: Link) => void attached.push({ session, link }) };
  const [core, root] = channel();
  serveWindow(core as unknown as Port, engine as unknown as Engine);
  root.start();
  const ask = (request: unknown): FakePort => {
    const [kept, given] = channel();
    root.postMessage(request, [given]);
    kept.start();
    return kept;
  };
  return { ask, attached, root };
}

test('the contract answers over a port opened through the root port', async () => {
  const { ask } = page();
  const link = new RPCLink({ port: ask({ open: 'rpc' }) as unknown as MessagePort });
  const client = createORPCClient(link) as unknown as { hello(): Promise<string> };
  expect(await client.hello()).toBe('from the core');
});

test('a pipe port becomes a Link: bytes and controls both ways, and the close', async () => {
  const { ask, attached } = page();
  const port = ask({ open: 'pipe', session: 's1' });
  const fromCore = new Promise<unknown>((got) => port.on('message', ({ data }) => got(data)));
  await expect.poll(() => attached.length).toBe(1);
  const link = attached[0]?.link as Link;
  const frames: unknown[] = [];
  let closed = false;
  link.onFrame = (frame) => void frames.push(frame);
  link.onClose = () => {
    closed = true;
  };
  port.postMessage(new Uint8Array([1, 2, 3]));
  port.postMessage('{"credit":3}');
  port.postMessage({ hostile: true });
  await expect.poll(() => frames).toEqual([new Uint8Array([1, 2, 3]), '{"credit":3}']);
  link.send(new Uint8Array([9]));
  expect(await fromCore).toEqual(new Uint8Array([9]));
  port.close();
  await expect.poll(() => closed).toBe(true);
});

test('anything else asked of the root port is closed or ignored', async () => {
  const { ask, attached, root } = page();
  const port = ask({ open: 'shell' });
  const closed = new Promise<void>((done) => port.on('close', done));
  root.postMessage('hello');
  root.postMessage({ open: 'rpc' });
  await closed;
  expect(attached).toEqual([]);
});
