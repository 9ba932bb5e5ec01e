/** A running host lets the command line of the same user in, through a unix socket only that user can open. */
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import type { Engine } from '../engine/engine.ts';
import { joinSocket } from '../engine/paths.ts';
import { startWebHost, type WebHost } from './web-host.ts';

/** Listens for the command line; null where another host of the same files does already, or the folder is not ours. */
export async function letCommandLineIn(engine: Engine): Promise<WebHost | null> {
  const { folder, path } = joinSocket();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOurs(folder)) || (await isLive(path))) return null;
  await rm(path, { force: true });
  return await startWebHost(engine, { port: 0, socket: path, joined: true });
}

/** The socket of a running host of the same files, or null. */
export async function runningHost(): Promise<string | null> {
  const { folder, path } = joinSocket();
  return (await isOurs(folder)) && (await isLive(path)) ? path : null;
}

/** A folder of this user that nobody else can enter, and no link to one. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found === null || !found.isDirectory() || found.uid !== userInfo().uid) return false;
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
  return true;
}

/** Whether anybody answers there: a host that was killed leaves its socket behind. */
async function isLive(path: string): Promise<boolean> {
  return await new Promise<boolean>((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
