/** Certificates of management controllers that a person accepted: a line each, `address:port SHA-256 fingerprint`. */
import type { Pins } from '../plugins/plugin.ts';
import { readState, writeAtomic } from './files.ts';

const MOST_BYTES = 1024 * 1024;

export function createPins(file: string): Pins {
  let turn: Promise<unknown> = Promise.resolve();
  const lines = async (): Promise<readonly string[]> =>
    ((await readState(file, MOST_BYTES)) ?? '').split('\n').filter((line) => line.includes(' '));
  return {
    file,
    get: async (place) =>
      (await lines())
        .find((line) => line.startsWith(`${place} `))
        ?.slice(place.length + 1)
        .trim(),
    async set(place, fingerprint) {
      const write = async (): Promise<void> => {
        const others = (await lines()).filter((line) => !line.startsWith(`${place} `));
        await writeAtomic(file, `${[...others, `${place} ${fingerprint}`].join('\n')}\n`);
      };
      const mine = turn.then(write, write);
      turn = mine.catch(() => {});
      await mine;
    },
  };
}
