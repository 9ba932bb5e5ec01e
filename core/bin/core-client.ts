/**
 * The command line's way to the core: the running host of this user if there is one, so that its connections are
 * shared, else an engine in this process that contacts the hosts of this call and no others.
 */
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../contract/contract.ts';
import type { Link } from '../contract/pipe.ts';
import { runningHost } from './running-host.ts';

export type Api = ContractRouterClient<Contract>;

export interface CoreClient {
  readonly api: Api;
  /** The pipe of an opened console. */
  openLink(session: string): Link;
  close(): Promise<void>;
  /** The running host of this user, which may have windows; else an engine of this process. */
  readonly joined: boolean;
}

export async function openCore(): Promise<CoreClient> {
  const socket = process.env.CTYS_NO_JOIN ? null : await runningHost();
  return socket === null ? await (await import('./packed.ts')).openOwnCore() : await joinHost(socket);
}

/**
 * The RPC library asks of every value whether it is a FormData, at whose first mention Node loads its whole HTTP client
 * (15 ms). No value of the contract is one.
 */
function spareFormData(): void {
  Object.defineProperty(globalThis, 'FormData', { value: class FormData {}, configurable: true });
}

async function joinHost(path: string): Promise<CoreClient> {
  spareFormData();
  const [{ WebSocket }, { createORPCClient }, { RPCLink }] = await Promise.all([
    import('ws'),
    import('@orpc/client'),
    import('@orpc/client/websocket'),
  ]);
  const dial = (place: string) => new WebSocket(`ws+unix:${path}:${place}`, ['ctys', 'token.']);
  const socket = dial('/rpc');
  await new Promise<void>((ready, failed) => {
    socket.once('open', () => ready());
    socket.once('error', failed);
  });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return {
    api: createORPCClient(link),
    openLink: (session) => socketLink(dial(`/pipe/${session}`)),
    joined: true,
    close: async () => {
      await new Promise<void>((closed) => {
        socket.once('close', () => closed());
        socket.close();
      });
    },
  };
}

type Socket = InstanceType<typeof import('ws').WebSocket>;

/** What is sent before it is open waits. */
function socketLink(socket: Socket): Link {
  const waiting: (Uint8Array | string)[] = [];
  const link: Link = {
    onFrame: null,
    onClose: null,
    send: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(frame);
      else if (socket.readyState === socket.CONNECTING)
        waiting.push(typeof frame === 'string' ? frame : frame.slice());
    },
    close: () => socket.close(),
  };
  socket.on('open', () => {
    for (const frame of waiting.splice(0)) socket.send(frame);
  });
  socket.on('message', (data: Buffer, binary: boolean) =>
    link.onFrame?.(binary ? data : data.toString('utf8')),
  );
  socket.on('close', () => link.onClose?.());
  // An error tells nothing, and a close always follows it.
  socket.on('error', () => {});
  return link;
}
