/**
 * The command line's way to the core: the running host of this user if there is one, so that its connections are
 * shared, else an engine in this process that contacts the hosts of this call and no others.
 */
import { connect } from 'node:net';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../contract/contract.ts';
import type { Link } from '../contract/pipe.ts';
import { hostSocket, RPC } from './running-host.ts';
import { linkOver, portOver } from './socket-link.ts';

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
  const joined = process.env.CTYS_NO_JOIN ? null : await joinHost();
  return joined ?? (await (await import('./packed.ts')).openOwnCore());
}

/**
 * The RPC library asks of every value whether it is a FormData, at whose first mention Node loads its whole HTTP client
 * (15 ms). No value of the contract is one.
 */
function spareFormData(): void {
  Object.defineProperty(globalThis, 'FormData', { value: class FormData {}, configurable: true });
}

/** null: none runs. */
async function joinHost(): Promise<CoreClient | null> {
  const path = hostSocket();
  const link = path === null ? null : await dial(path, RPC);
  if (path === null || link === null) return null;
  spareFormData();
  const [{ createORPCClient }, { RPCLink }] = await Promise.all([
    import('@orpc/client'),
    import('@orpc/client/message-port'),
  ]);
  return {
    api: createORPCClient(new RPCLink({ port: portOver(link) as never })),
    openLink: (session) => linkOver(connect(path), session),
    joined: true,
    close: async () => link.close(),
  };
}

/** null: nobody answers there. A host that was killed leaves its socket behind. */
async function dial(path: string, wanted: string): Promise<Link | null> {
  const socket = connect(path);
  return await new Promise((done) => {
    socket.once('connect', () => done(linkOver(socket, wanted)));
    socket.once('error', () => done(null));
  });
}
