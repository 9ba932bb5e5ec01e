/** A running host lets the command line of the same user in, through a unix socket only that user can open. */
import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { RPCHandler } from '@orpc/server/message-port';
import type { Link } from '../contract/pipe.ts';
import type { Engine } from '../engine/engine.ts';
import { joinSocket } from '../engine/paths.ts';
import { isLive, isOurs, RPC } from './running-host.ts';
import { linkOver, portOver } from './socket-link.ts';

export interface JoinHost {
  close(): Promise<void>;
}

type JoinedEngine = Pick<Engine, 'router' | 'attach'>;

/** Listens for the command line; null where another host of the same files does already, or the folder is not ours. */
export async function letCommandLineIn(engine: JoinedEngine): Promise<JoinHost | null> {
  const { folder, path } = joinSocket();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder) || (await isLive(path))) return null;
  await rm(path, { force: true });
  return await listen(engine, path);
}

async function listen(engine: JoinedEngine, path: string): Promise<JoinHost> {
  const rpc = new RPCHandler(engine.router);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    welcome(linkOver(socket), engine, rpc);
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(path, ready);
  });
  await chmod(path, 0o600);
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
      await rm(path, { force: true });
    },
  };
}

/** The first message says what is wanted: the contract, or the pipe of a session by its id. */
function welcome(link: Link, engine: JoinedEngine, rpc: RPCHandler<object>): void {
  link.onFrame = (wanted) => {
    link.onFrame = null;
    if (wanted === RPC) rpc.upgrade(portOver(link) as never, { context: {} });
    else if (typeof wanted === 'string') engine.attach(wanted, link);
    else link.close();
  };
}
