/**
 * Text consoles on a host, against ssh over a warm master: how soon one is there, how much it carries, how much of it
 * stays in a transcript; and how soon one is there again after sshd was away.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Engine } from '../../core/engine/engine.ts';
import { watchedEngine } from '../faults/world.ts';
import { type Lab, labUp } from '../lab/index.ts';
import { must, run, waitFor } from '../lab/run.ts';
import { type Rig, timed } from './bench.ts';
import { openShell, type Shell, sshPrompt, sshToFile } from './shells.ts';

/** Promised from the first answer of sshd to a prompt, ms. */
const AGAIN = 1_000;
/** How long sshd has been there before it goes, and how long it is away, ms. */
const STEADY = 6_000;
const AWAY = 3_000;
const LINE = 'The quick brown fox jumps over the lazy dog 0123456789 and back again to the very start.';
const SOME = { file: '/home/acue/some.txt', bytes: 24_000_000 };
const MUCH = { file: '/home/acue/much.txt', bytes: 200_000_000 };
const END = 'the-last-line-of-the-bench';

interface Stage {
  readonly lab: Lab;
  readonly engine: Engine;
  readonly master: readonly string[];
  readonly scratch: string;
}

export async function consolesRig(): Promise<Rig> {
  const lab = await labUp();
  const scratch = await mkdtemp(join(tmpdir(), 'ctys-bench-'));
  const master = ['ssh', '-F', lab.sshConfig, '-S', join(scratch, 'master')];
  for (const { file, bytes } of [SOME, MUCH]) {
    const make = ['sh', '-c', 'yes "$1" | head -c "$2" > "$3"', 'sh', LINE, String(bytes), file];
    await lab.host('lab00').must(make, { user: 'acue' });
  }
  const world = await watchedEngine(lab);
  const { engine } = world;
  await engine.refresh('lab00');
  const stage = { lab, engine, master, scratch };
  await must([...master, '-MNf', 'lab00']);
  return {
    benches: [
      { name: 'click-to-prompt', bound: { atMost: 1.5 }, ratio: () => clickToPrompt(stage) },
      { name: 'text-24mb', bound: { atMost: 1.5 }, ratio: () => carrying(stage) },
      { name: 'transcript-200mb', bound: { atMost: 1.5 }, ratio: () => transcribing(stage) },
      // It ends the master: the last.
      { name: 'reconnect', bound: { atMost: 1 }, ratio: () => reconnect(stage) },
    ],
    close: async () => {
      await world.close();
      // After a restart of sshd it has ended by itself.
      await run([...master, '-O', 'exit', 'lab00']);
      await rm(scratch, { recursive: true, force: true });
      await lab.down();
    },
  };
}

async function clickToPrompt({ engine, master }: Stage): Promise<number> {
  const ours = await timed(async () => (await openShell(engine)).close());
  return ours / (await timed(() => sshPrompt(master)));
}

/** A shell that prints what it is told to and nothing else. */
async function rawShell(engine: Engine): Promise<Shell> {
  const shell = await openShell(engine);
  shell.write('stty -opost; PS1=; echo ready-$((1+1))\n');
  await shell.says('ready-2');
  return shell;
}

/** Prints the file, then a line that the command itself does not have. */
async function print(shell: Shell, file: string): Promise<void> {
  shell.write(`cat ${file}; printf "%s-%s" ${END} end\n`);
  await shell.says(`${END}-end`);
}

const sshCat = (file: string): string => `stty -opost; cat ${file}`;

async function carrying({ engine, master }: Stage): Promise<number> {
  const shell = await rawShell(engine);
  const before = shell.bytes();
  const ours = await timed(() => print(shell, SOME.file));
  const carried = shell.bytes() - before;
  shell.close();
  // The line typed is echoed; every other byte must be there.
  if (carried < SOME.bytes || carried > SOME.bytes + 1_000)
    throw new Error(`${SOME.bytes} bytes sent, ${carried} carried`);
  return ours / (await timed(() => sshToFile(master, sshCat(SOME.file), '/dev/null')));
}

async function transcribing({ lab, engine, master, scratch }: Stage): Promise<number> {
  const client = createRouterClient(engine.router, { context: {} });
  const shell = await rawShell(engine);
  const { name } = await client.transcripts.begin({
    session: shell.session,
    format: 'plain',
    cols: 80,
    rows: 24,
  });
  const ours = await timed(async () => {
    await print(shell, MUCH.file);
    await client.transcripts.end({ session: shell.session });
  });
  shell.close();
  const kept = (await client.transcripts.list()).find((one) => one.name === name)?.path ?? '';
  await sameBytes(kept, await lab.host('lab00').path(MUCH.file));
  await client.transcripts.remove({ name });
  const file = join(scratch, 'much.txt');
  const theirs = await timed(() => sshToFile(master, sshCat(MUCH.file), file));
  await rm(file);
  return ours / theirs;
}

/** Between the line typed and the last one stands the file, whole. */
async function sameBytes(kept: string, file: string): Promise<void> {
  const typed = (await stat(kept)).size - MUCH.bytes - `${END}-end`.length;
  if (typed < 0 || typed > 1_000) throw new Error(`the transcript has ${typed} bytes besides the file`);
  await must(['cmp', '-i', `${typed}:0`, '-n', String(MUCH.bytes), kept, file]);
}

/** From the first answer of a restarted sshd to a prompt, over what is promised. */
async function reconnect({ lab, engine }: Stage): Promise<number> {
  const host = lab.host('lab00');
  const state = (): string | undefined => engine.tables.hosts.get('lab00')?.state;
  await waitFor('the host', () => state() === 'up');
  await new Promise((steady) => setTimeout(steady, STEADY));
  await host.killSshd();
  await new Promise((away) => setTimeout(away, AWAY));
  const started = host.startSshd();
  await waitFor('sshd', () => answers(host.address), { every: 5 });
  const took = await timed(async () => {
    await waitFor('the host again', () => state() === 'up', { every: 5 });
    (await openShell(engine)).close();
  });
  await started;
  return took / AGAIN;
}

const answers = (address: string): Promise<boolean> =>
  new Promise((told) => {
    const socket = connect({ host: address, port: 22 });
    socket.once('error', () => told(false));
    socket.once('data', () => {
      socket.destroy();
      told(true);
    });
  });
