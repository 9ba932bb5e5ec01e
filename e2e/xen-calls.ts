/** Calls of the ancestor as they are typed in a shell, on a Dom0 of the lab that is lab00 and lab01 to them. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { run, waitFor } from './lab/run.ts';
import { type XenLab, xenUp } from './lab/xen/index.ts';

export const SLOW = { timeout: 90_000, every: 1000 };
export const CONF = 'xen/tst-ctys/tst100/tst100.conf';

/** lab00 and lab01 are that Dom0, entered as root, so that `-Z KSU` finds the rights there already. */
export async function dom0ForCalls(): Promise<XenLab> {
  const lab = await xenUp();
  const own = await readFile(lab.sshConfig, 'utf8');
  const alias = `Host lab00 lab01\n  HostName ${lab.address}\n  Port ${lab.port}\n  User root\n  HostKeyAlias [${lab.address}]:${lab.port}\n`;
  await writeFile(lab.sshConfig, `${alias}\n${own}`);
  await lab.must([
    'sh',
    '-c',
    `mkdir -p /root/xen/tst-ctys && for n in tst100 tst101; do cp -a /home/acue/xen/$n /root/xen/tst-ctys/; done
     sed -i 's/type = "pvh"/type = "pv"/' /root/xen/tst-ctys/tst101/tst101.conf`,
  ]);
  return lab;
}

/** `lab` is asked for at each call: it is not there yet while tests are declared. */
export function callsOn(dom0: () => XenLab) {
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...dom0().env,
    NODE: process.execPath,
    CTYS: join(root, 'dist', 'ctys.mjs'),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    HOME: '/root',
  });
  const functions =
    'ctys() { "$NODE" "$CTYS" "$@"; }; ctys-vhost() { ctys vhost "$@"; }; ctys-vdbgen() { ctys vdbgen "$@"; };';

  async function shell(
    line: string,
    env = environment(),
  ): Promise<{ readonly code: number | null; readonly out: string; readonly error: string }> {
    const { code, stdout, stderr } = await run(['bash', '-c', `${functions}\n${line}`], {
      env,
      timeout: 180_000,
    });
    return { code, out: stdout, error: stderr };
  }
  const ok = async (line: string, env = environment()): Promise<string> => {
    const { code, out, error } = await shell(line, env);
    expect({ line, code, error }).toEqual({ line, code: 0, error: expect.any(String) });
    return out;
  };

  /** Types at the console a call opens until a shell of the guest has answered; then lets go of it. */
  const answers = (line: string): Promise<boolean> =>
    talks(line, ['bash', '-c', `exec ${line.replace(/^ctys/, '"$NODE" "$CTYS"')}`], environment());

  async function talks(
    line: string,
    [program = '', ...words]: readonly string[],
    env: NodeJS.ProcessEnv,
  ): Promise<boolean> {
    const child = spawn(program, words, { env });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    const ended = new Promise((done) => child.once('close', done));
    await waitFor(
      `the answer of ${line}`,
      () => {
        child.stdin.write('root\necho the-$((40+2))-answer\n');
        return said.includes('the-42-answer');
      },
      SLOW,
    );
    child.kill('SIGTERM');
    await ended;
    return true;
  }

  /** A program of this machine that keeps what it is called with. */
  async function standIn(name: string) {
    const folder = await mkdtemp(join(dom0().home, `${name}-`));
    const file = join(folder, 'said');
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" >${file}.part && mv ${file}.part ${file}\n`;
    await writeFile(join(folder, name), script, { mode: 0o755 });
    const said = async (): Promise<string> => {
      await waitFor(`the call of ${name}`, () => existsSync(file));
      return await readFile(file, 'utf8');
    };
    return { folder, said };
  }

  const ids = async (): Promise<ReadonlyMap<string, number>> =>
    new Map((await dom0().domains()).map(({ name, id }) => [name, id]));
  const runs = async (name: string): Promise<boolean> => (await ids()).has(name);
  const flags = async (name: string): Promise<string> =>
    (await dom0().must(['xl', 'list', name])).trimEnd().split('\n').at(-1)?.split(/\s+/)[4] ?? '';
  const destroy = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) if (await runs(name)) await dom0().must(['xl', 'destroy', name]);
    await expect.poll(ids, { timeout: 60_000 }).toEqual(new Map([['Domain-0', 0]]));
  };

  return { answers, destroy, environment, flags, ids, ok, runs, shell, standIn, talks };
}
