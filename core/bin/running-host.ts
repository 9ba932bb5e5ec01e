/** Where a running host of this user lets the command line in, if there is one. */
import { chmod, lstat } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { joinSocket } from '../engine/paths.ts';

/** What a client of the contract says first; the client of a console says the session's id. */
export const RPC = '/rpc';

/** Where a running host of the same files would listen; null: the folder is somebody else's. */
export async function hostSocket(): Promise<string | null> {
  const { folder, path } = joinSocket();
  return (await isOurs(folder)) ? path : null;
}

export async function isHostRunning(): Promise<boolean> {
  const path = await hostSocket();
  return path !== null && (await isLive(path));
}

/** A folder of this user that nobody else can enter, and no link to one. */
export async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found === null || !found.isDirectory() || found.uid !== userInfo().uid) return false;
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
  return true;
}

/** Whether anybody answers there: a host that was killed leaves its socket behind. */
export async function isLive(path: string): Promise<boolean> {
  return await new Promise<boolean>((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
