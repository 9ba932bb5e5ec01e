/** What the command line costs: from the cache against a bare Node, and on a warm host against the raw probes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../core/bin/bootstrap.mjs';
import { labUp } from '../lab/index.ts';
import { must } from '../lab/run.ts';
import { startProduct } from '../specs/product.ts';
import { type Rig, timed } from './bench.ts';
import { probeLine } from './list.ts';

const CTYS = [process.execPath, join(root, 'dist', 'ctys.mjs')];

export async function cliRig(): Promise<Rig> {
  const lab = await labUp();
  const scratch = await mkdtemp(join(tmpdir(), 'ctys-bench-'));
  const product = await startProduct(lab.env);
  const env = { ...process.env, ...lab.env };
  const ctys = (...words: readonly string[]) => must([...CTYS, ...words], { env });
  await ctys('-a', 'list', 'lab00');
  const master = ['ssh', '-F', lab.sshConfig, '-S', join(scratch, 'master')];
  await must([...master, '-MNf', 'lab00']);
  const line = await probeLine(lab);
  return {
    benches: [
      {
        name: 'ctys-list',
        bound: { atMost: 3 },
        ratio: async () => {
          const bare = await timed(() => must([process.execPath, '-e', '0']));
          return (await timed(() => ctys('list'))) / bare;
        },
      },
      {
        name: 'ctys-list-warm',
        bound: { atMost: 1.3 },
        ratio: async () => {
          // What any program of Node's pays before it can ask for anything.
          const bare = await timed(() => must([process.execPath, '-e', '0']));
          const raw = await timed(() => must([...master, 'lab00', line]));
          return (await timed(() => ctys('-a', 'list', 'lab00'))) / (raw + bare);
        },
      },
    ],
    close: async () => {
      await must([...master, '-O', 'exit', 'lab00']);
      await product.stop();
      await rm(scratch, { recursive: true, force: true });
      await lab.down();
    },
  };
}
