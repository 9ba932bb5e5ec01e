/** Which machine an address means, by the databases of known machines: the caller's, or those on a host. */
import { type KnownWithin, knownMachines } from '../../ctys/database/known.ts';
import type { Address } from '../../model/address.ts';
import type { KnownMachine } from '../../model/known.ts';
import type { Channel } from '../../channel/channel.ts';
import { defaultFolders, localTexts, remoteTexts } from './databases.ts';
import type { Paths } from '../paths.ts';

export interface KnownRequest extends KnownWithin {
  readonly address: Address;
  /** Folders of databases instead of the default ones (ctys `-p`). */
  readonly folders?: readonly string[];
  /** Those that stand on `host`, not the caller's. */
  readonly remote?: boolean;
}

export type FindKnown = (request: KnownRequest, signal?: AbortSignal) => Promise<readonly KnownMachine[]>;

/** More candidates than this tell nobody anything. */
const MOST = 1000;

export const openKnown =
  (paths: Paths, channel: (host: string, signal?: AbortSignal) => Promise<Channel>): FindKnown =>
  async ({ address, host, type, folders, remote }, signal) => {
    const texts =
      remote && host !== undefined
        ? await remoteTexts(await channel(host, signal), signal)
        : await localTexts(folders ?? defaultFolders(paths));
    const within = {
      // A host's own database names it as it likes.
      ...(host !== undefined && !remote && { host }),
      ...(type !== undefined && { type }),
    };
    return knownMachines(texts, address, within).slice(0, MOST);
  };
