import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { localChannel, nobody } from '../testing/local.ts';
import { keptArgv, keptOf, keptOffers } from './kept.ts';
import { pm } from './plugin.ts';

test('what tmux keeps is offered; hostile names are not', () => {
  expect(keptOf(['n a', 'k Linux'])).toBeUndefined();
  expect(keptOffers(undefined)).toEqual([]);
  const names = keptOf(['x', 'x ctys', 'x build 7', 'x -', 'x ', 'x $(id)', "x a'b", `x ${'y'.repeat(90)}`]);
  expect(names).toEqual(['ctys', 'build 7', '-']);
  expect(keptOffers(names).map(({ id, title }) => [id, title])).toEqual([
    ['kept', 'Kept shell (running)'],
    ['kept:build 7', 'Kept shell build 7'],
    ['kept:-', 'Kept shell -'],
  ]);
  expect(keptOf(['x', ...Array.from({ length: 99 }, (_, at) => `x s${at}`)])).toHaveLength(20);
  expect(keptArgv('kept:build 7')?.at(-1)).toBe('=build 7');
  for (const id of ['kept:', 'kept:$(id)', 'keptx', 'shell2', 'kept:a\nb']) expect(keptArgv(id)).toBeNull();
});

const hasTmux = (): boolean => {
  try {
    execFileSync('tmux', ['-V']);
    return true;
  } catch {
    return false;
  }
};

async function open(on: Channel, id: string): Promise<{ pipe: BytePipe; heard: () => string }> {
  const [record] = await pm.list(on);
  if (record === undefined) throw new Error('no record');
  const pipe = await pm.open(on, record, id, { ask: nobody, size: { cols: 90, rows: 30 } });
  let heard = '';
  void (async () => {
    for await (const bytes of pipe.bytes) heard += new TextDecoder().decode(bytes);
  })();
  return { pipe, heard: () => heard };
}

test.runIf(hasTmux())('a kept shell survives its console and is offered again, as it was', async () => {
  // A tmux of its own: that of the person is nobody's test.
  const folder = mkdtempSync(join(tmpdir(), 'ctys-tmux-'));
  vi.stubEnv('TMUX_TMPDIR', folder);
  vi.stubEnv('TMUX', undefined);
  const on = await localChannel();
  const offers = async () => (await pm.list(on))[0]?.consoles.map(({ title }) => title);
  try {
    expect(await offers()).toEqual(['Shell', 'Kept shell']);
    const first = await open(on, 'kept');
    await first.pipe.write(new TextEncoder().encode('echo "mark-$((6 * 7))"\r'));
    await vi.waitFor(() => expect(first.heard()).toContain('mark-42'), { timeout: 20_000 });
    first.pipe.close();
    expect(await offers()).toEqual(['Shell', 'Kept shell (running)']);
    const again = await open(on, 'kept');
    await vi.waitFor(() => expect(again.heard()).toContain('mark-42'), { timeout: 20_000 });
    again.pipe.close();
  } finally {
    await on.exec(['tmux', 'kill-server']);
    on.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
});
