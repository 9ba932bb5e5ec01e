/**
 * The port the first headless host had: what a browser keeps of a window (layout, snippets) it keeps by the address, so the
 * next host is where the one before was. While somebody else is there, another port does.
 */
import { join } from 'node:path';
import { readState, writeAtomic } from '../engine/files.ts';
import { xdgPaths } from '../engine/paths.ts';
import { Failure } from '../model/failure.ts';

/** @throws Failure what `start` throws, but that the port is taken */
export async function onKeptPort<T extends { readonly port: number }>(
  start: (port: number) => Promise<T>,
): Promise<T> {
  const file = join(xdgPaths().stateDir, 'port');
  const kept = asPort(await readState(file, 16).catch(() => null));
  if (kept === null) {
    const host = await start(0);
    // One that cannot be kept is not worth a word: the next host has another.
    await writeAtomic(file, `${host.port}\n`).catch(() => {});
    return host;
  }
  try {
    return await start(kept);
  } catch (caught) {
    if (caught instanceof Failure && caught.code === 'busy') return start(0);
    throw caught;
  }
}

function asPort(text: string | null): number | null {
  const port = Number(text);
  return Number.isInteger(port) && port > 1023 && port <= 65_535 ? port : null;
}
