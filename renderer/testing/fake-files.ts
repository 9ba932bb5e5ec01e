/** For tests: every host has the files of one real folder of this machine. */
import { mkdirSync } from 'node:fs';
import type { Channel } from '../../core/channel/channel.ts';
import { localFiles } from '../../core/channel/local-files.ts';

export function fakeFiles(home: string, downloads: string): () => Promise<Channel> {
  for (const folder of [home, downloads]) mkdirSync(folder);
  const { signal } = new AbortController();
  const files = localFiles(signal);
  const channel = {
    files: async () => ({ ...files, real: (path: string) => files.real(path === '.' ? home : path) }),
  };
  return async () => channel as unknown as Channel;
}
