/** A running host lets the command line of the same user in, through a unix socket only that user can open. */
import { mkdir, rm } from 'node:fs/promises';
import type { Engine } from '../engine/engine.ts';
import { joinSocket } from '../engine/paths.ts';
import { isLive, isOurs } from './running-host.ts';
import { startWebHost, type WebHost } from './web-host.ts';

/** Listens for the command line; null where another host of the same files does already, or the folder is not ours. */
export async function letCommandLineIn(engine: Engine): Promise<WebHost | null> {
  const { folder, path } = joinSocket();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOurs(folder)) || (await isLive(path))) return null;
  await rm(path, { force: true });
  return await startWebHost(engine, { port: 0, socket: path, joined: true });
}
