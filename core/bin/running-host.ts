/** Where a running host of this user lets the command line in, if there is one. */
import { chmodSync, lstatSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { joinSocket } from '../engine/paths.ts';

/** What a client of the contract says first; the client of a console says the session's id. */
export const RPC = '/rpc';

/** Where a running host of the same files would listen; null: the folder is somebody else's. */
export function hostSocket(): string | null {
  const { folder, path } = joinSocket();
  return isOurs(folder) ? path : null;
}

export async function isHostRunning(): Promise<boolean> {
  const path = hostSocket();
  return path !== null && (await isLive(path));
}

/** A folder of this user that nobody else can enter, and no link to one. */
export function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory() || found.uid !== userInfo().uid) return false;
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
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
