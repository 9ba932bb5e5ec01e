import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labAttach, labAvailable, labUp } from './index.ts';
import { layout, netnsPrefix } from './layout.ts';
import { namespaces } from './network.ts';
import { isAlive } from './processes.ts';
import { must, run } from './run.ts';
import { instancesPresent } from './teardown.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

// Far from those that tests get by default.
const STALE = 90;
const KEPT = 91;

const LAB = join(import.meta.dirname, 'lab.ts');
const DIE = `
  const { labUp } = await import(process.argv[1]);
  await labUp({ instance: Number(process.argv[2]) });
  process.kill(process.pid, 'SIGKILL');
`;

function dieWithLab(instance: number) {
  const index = join(import.meta.dirname, 'index.ts');
  return run([
    process.execPath,
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    DIE,
    index,
    String(instance),
  ]);
}

function cli(...args: readonly string[]) {
  return run([process.execPath, '--import', 'tsx', LAB, ...args]);
}

/** Everything of an instance that this machine can still see. */
async function remains(instance: number): Promise<readonly string[]> {
  const lab = layout(instance);
  const links = (await must(['ip', '-oneline', 'link'])).split('\n');
  const routes = (await must(['ip', 'route'])).split('\n');
  return [
    ...(await namespaces()).filter((name) => name.startsWith(netnsPrefix(instance))),
    ...links.filter((line) => line.includes(lab.bridge) || line.includes(` ctys${instance}`)),
    ...routes.filter((line) => line.includes(`10.77.${instance}.`) || line.includes(`10.78.${instance}.`)),
    ...readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => line.includes(` ${lab.state}`)),
    ...(existsSync(lab.state) ? [lab.state] : []),
  ];
}

describe.skipIf(against !== null)('life of a lab', () => {
  test('down leaves nothing behind, not even what was started in it', async () => {
    const lab = await labUp();
    for (const host of lab.hosts) await host.must(['sh', '-c', 'setsid -f sleep 4323 >/dev/null 2>&1']);
    const pids = (await Promise.all(lab.hosts.map((host) => host.processes()))).flat().map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThanOrEqual(8);
    expect(await remains(lab.instance)).not.toEqual([]);
    await lab.down();
    expect(await remains(lab.instance)).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([]);
    await lab.down();
  });

  test('two labs live side by side', async () => {
    await using first = await labUp();
    await using second = await labUp();
    expect(second.instance).not.toBe(first.instance);
    await first.down();
    const { stdout } = await run(['ssh', '-F', second.sshConfig, 'lab02', 'hostname']);
    expect(stdout).toBe('lab02\n');
  });

  test('an instance in use is not taken twice', async () => {
    await using lab = await labUp();
    await expect(labUp({ instance: lab.instance })).rejects.toThrow(
      `Lab instance ${lab.instance} is in use.`,
    );
  });

  test('what a killed run left is cleared by the next up', async () => {
    expect((await dieWithLab(STALE)).code).toBeNull();
    const left = await remains(STALE);
    expect(left).toContain(`${netnsPrefix(STALE)}lab00`);
    const lab = await labUp({ instance: STALE });
    const { stdout } = await run(['ssh', '-F', lab.sshConfig, 'lab01', 'hostname']);
    await lab.down();
    expect(stdout).toBe('lab01\n');
    expect(await remains(STALE)).toEqual([]);
  });

  test('the command line keeps a lab until down; clean spares it and clears stale ones', async () => {
    const at = ['--instance', String(KEPT)];
    try {
      const up = await cli('up', '--env', ...at);
      expect(JSON.parse(up.stdout)).toMatchObject({ CTYS_SSH_CONFIG: `${layout(KEPT).home}/ssh_config` });
      expect((await cli('up', ...at)).stdout).toContain(`lab00 10.77.${KEPT}.10`);
      await dieWithLab(STALE);
      const cleaned = await cli('clean');
      expect(cleaned).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`Lab ${STALE} was left behind.`),
      });
      expect(await instancesPresent()).not.toContain(STALE);
      expect((await cli('status', ...at)).stdout).toContain('lab00 tst100 off');
      const attached = await labAttach(KEPT);
      expect((await attached?.host('lab00').exec(['hostname']))?.stdout).toBe('lab00\n');
    } finally {
      await cli('down', ...at);
    }
    expect(await remains(KEPT)).toEqual([]);
    expect(await labAttach(KEPT)).toBeNull();
  });
});
