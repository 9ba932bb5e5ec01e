/** What a list of a Dom0 costs, against `xl list` typed over a warm connection; and how soon a change there shows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '../../core/channel/pool.ts';
import { xen } from '../../core/plugins/xen/plugin.ts';
import { must, waitFor } from '../lab/run.ts';
import { guestConf, xenUp } from '../lab/xen/index.ts';
import { type Rig, timed } from './bench.ts';

const LOOKS = 5;

export async function xenRig(): Promise<Rig> {
  const lab = await xenUp();
  const scratch = await mkdtemp(join(tmpdir(), 'ctys-bench-'));
  const master = ['ssh', '-F', lab.sshConfig, '-S', join(scratch, 'master')];
  await must([...master, '-MNf', 'dom0']);
  for (const name of ['tst100', 'tst102']) await lab.must(['xl', 'create', '-q', guestConf(name)]);
  const pool = createPool({ ask: async () => null, sshConfig: lab.sshConfig });
  const on = await pool.channel({ name: 'dom0', elevation: 'sudo' });
  // Consoles and screens are there before anything is timed.
  await waitFor('the screen', async () => (await xen.list(on)).some(({ vncPort }) => vncPort !== undefined), {
    timeout: 60_000,
  });

  const listed = async (): Promise<number> => {
    let ours = 0;
    let raw = 0;
    for (let look = 0; look < LOOKS; look++) {
      ours += await timed(() => xen.list(on));
      raw += await timed(() => must([...master, 'dom0', 'sudo', '-n', 'xl', 'list']));
    }
    return ours / raw;
  };
  /** Seconds from xl's return until the new state is told. */
  const changed = async (): Promise<number> => {
    const stop = new AbortController();
    const news = xen.watch?.(on, { signal: stop.signal, quiet: true })[Symbol.asyncIterator]();
    // The first look is what later ones are compared with: something is changed until that has been.
    let isPaused = false;
    const turn = async (): Promise<void> => {
      await lab.must(['xl', isPaused ? 'unpause' : 'pause', 'tst100']);
      isPaused = !isPaused;
    };
    let begun = false;
    const first = news?.next().then(() => {
      begun = true;
    });
    while (!begun) {
      await turn();
      await Promise.race([first, new Promise((next) => setTimeout(next, 3000))]);
    }
    const wanted = isPaused ? 'running' : 'paused';
    const told = (async () => {
      for (;;) {
        const { value } = (await news?.next()) ?? {};
        if (value?.label === 'tst100' && value.state === wanted) return;
      }
    })();
    await turn();
    const took = await timed(() => told);
    if (isPaused) await turn();
    stop.abort();
    return took / 1000;
  };
  return {
    benches: [
      { name: 'xen-list', bound: { atMost: 1.3 }, ratio: listed },
      { name: 'xen-change', bound: { atMost: 1 }, ratio: changed },
    ],
    close: async () => {
      await pool.close();
      await must([...master, '-O', 'exit', 'dom0']);
      await rm(scratch, { recursive: true, force: true });
      await lab.down();
    },
  };
}
