/**
 * What a list costs over SSH, against OpenSSH doing the very same probes: warm on one host through a ControlMaster,
 * and cold on twenty hosts through `xargs -P20 ssh`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '../../core/channel/channel.ts';
import { createPool, type Pool } from '../../core/channel/pool.ts';
import { quote } from '../../core/channel/quote.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { plugins } from '../../core/plugins/registry.ts';
import { type Lab, labUp } from '../lab/index.ts';
import { must } from '../lab/run.ts';
import { type Rig, timed } from './bench.ts';

const COLD_HOSTS = 20;

export async function listRig(): Promise<Rig> {
  const lab = await labUp();
  const many = await lab.manyHosts(COLD_HOSTS);
  const pool = openPool(lab);
  const scratch = await mkdtemp(join(tmpdir(), 'ctys-bench-'));
  const lab00 = hostConfig('lab00', lab.host('lab00').address, lab);
  const channel = await pool.channel(lab00);
  const master = ['ssh', '-F', lab.sshConfig, '-S', join(scratch, 'master')];
  await must([...master, '-MNf', 'lab00']);
  const line = await probeLine(lab);

  const warm = async (): Promise<number> => {
    await list(channel);
    const ours = await timed(() => list(channel));
    const raw = await timed(() => must([...master, 'lab00', line]));
    return ours / raw;
  };
  const names = many.map(({ name }) => name).join('\n');
  const cold = async (): Promise<number> => {
    const ours = await timed(() => listCold(lab, many));
    const raw = await timed(() =>
      must(['xargs', '-P', String(COLD_HOSTS), '-I{}', 'ssh', '-F', lab.sshConfig, '{}', line], {
        input: names,
      }),
    );
    return ours / raw;
  };
  return {
    benches: [
      { name: 'list-warm', bound: { atMost: 1.5 }, ratio: warm },
      { name: 'list-cold-20', bound: { atMost: 1.2 }, ratio: cold },
    ],
    close: async () => {
      await must([...master, '-O', 'exit', 'lab00']);
      await pool.close();
      await rm(scratch, { recursive: true, force: true });
      await lab.down();
    },
  };
}

/** The probes of a list of lab00, as one line for a shell there. */
export async function probeLine(lab: Lab): Promise<string> {
  const pool = openPool(lab);
  try {
    const channel = await pool.channel(hostConfig('lab00', lab.host('lab00').address, lab));
    const probes = await recordProbes(channel);
    return probes.map((argv) => `(${quote(argv)})`).join(';');
  } finally {
    await pool.close();
  }
}

const openPool = (lab: Lab): Pool => createPool({ ask: async () => null, sshConfig: lab.sshConfig });

function hostConfig(name: string, address: string, lab: Lab): HostConfig {
  return { name, address, user: 'acue', identity: lab.identity };
}

/** What the hosts of the lab run: a host is not asked for what it cannot do. */
const used = plugins.filter(({ type }) => type !== 'XEN');

const list = (channel: Channel): Promise<unknown> => Promise.all(used.map((plugin) => plugin.list(channel)));

/** The commands a list runs, so that OpenSSH can be given the same. */
async function recordProbes(channel: Channel): Promise<readonly (readonly string[])[]> {
  const probes: (readonly string[])[] = [];
  const recorder: Channel = Object.create(channel, {
    exec: {
      value: (...call: Parameters<Channel['exec']>) => {
        probes.push(call[0]);
        return channel.exec(...call);
      },
    },
  });
  await list(recorder);
  return probes;
}

async function listCold(lab: Lab, many: readonly { name: string; address: string }[]): Promise<void> {
  const pool = openPool(lab);
  await Promise.all(
    many.map(async ({ name, address }) => list(await pool.channel(hostConfig(name, address, lab)))),
  );
  await pool.close();
}
