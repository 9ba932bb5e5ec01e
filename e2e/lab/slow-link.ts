/** A second, slow way to a host of the lab: late, lossy or narrow, packet by packet. Its host is `slow` to the product. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HomePaths, addHost, homePaths } from './home.ts';
import { HOST_KEY } from './host-files.ts';
import type { LabHost } from './host.ts';
import type { Layout } from './layout.ts';
import { must } from './run.ts';

export interface SlowLinkOptions {
  /** ms, each way. */
  readonly delay: number;
  /** Percent of the packets that are lost, each way; default 0. */
  readonly loss?: number;
  /** Bytes a second, each way; default no limit. */
  readonly rate?: number;
  /** Bytes that wait for the line before more are lost, as in a router; default 64 KiB. */
  readonly room?: number;
  /** Of the losses; default 1. */
  readonly seed?: number;
}

/** Packets, both ways. */
export interface SlowLinkCount {
  readonly carried: number;
  /** By chance. */
  readonly lost: number;
  /** For want of room. */
  readonly full: number;
}

export interface SlowLink {
  /** As the product knows the host by this way. */
  readonly name: string;
  /** Takes it away; what it has carried. */
  stop(): Promise<SlowLinkCount>;
}

const NAME = 'slow';
const PROGRAM = join(import.meta.dirname, 'slow-link.pl');
const ROOM = 64 * 1024;

/** Lays it, and writes the host as `slow` into hosts.yaml, ssh_config and known_hosts. */
export async function slowLink(lab: Layout, host: LabHost, options: SlowLinkOptions): Promise<SlowLink> {
  const { delay, loss = 0, rate = 0, room = ROOM, seed = 1 } = options;
  const [near, far] = [lab.cable(NAME), lab.cable('slowf')];
  const argv = [PROGRAM, near, far, ...[delay, loss, rate, room, seed].map(String)];
  const child = spawn('perl', argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = heard(child);
  await said('ready\n');
  const [here, there] = [`10.76.${lab.instance}.1`, `10.76.${lab.instance}.2`];
  const netns = lab.netns(host.name);
  await ip(`link set ${far} netns ${netns}`);
  await ip(`addr add ${here} peer ${there} dev ${near}`);
  await ip(`link set ${near} up`);
  await ip(`-n ${netns} addr add ${there} peer ${here} dev ${far}`);
  await ip(`-n ${netns} link set ${far} up`);
  await enroll(homePaths(lab), host, there);
  return {
    name: NAME,
    stop: async () => {
      child.stdin.end();
      const [carried = 0, lost = 0, full = 0] = (await said(/^\d+ \d+ \d+\n/m)).split(' ').map(Number);
      return { carried, lost, full };
    },
  };
}

const ip = (words: string): Promise<string> => must(['ip', ...words.split(' ')]);

async function enroll(home: HomePaths, host: LabHost, address: string): Promise<void> {
  const key = readFileSync(await host.path(`${HOST_KEY}.pub`), 'utf8')
    .split(' ', 2)
    .join(' ');
  const elevation = host.spec.sudo === 'none' ? 'none' : 'sudo';
  const entry = { address, user: 'acue', elevation, identity: home.identity };
  addHost(home, NAME, entry, `${NAME},${address} ${key}\n`);
}

/** Waits for what it says; resolves with the part that matches. */
function heard(child: ChildProcess): (wanted: string | RegExp) => Promise<string> {
  let text = '';
  const looks = new Set<() => void>();
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (const look of looks) look();
  });
  return (wanted) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const hit =
          typeof wanted === 'string' ? (text.includes(wanted) ? wanted : undefined) : wanted.exec(text)?.[0];
        if (hit === undefined) return;
        looks.delete(look);
        resolve(hit);
      };
      looks.add(look);
      child.once('error', reject);
      child.once('exit', (code) => {
        look();
        reject(new Error(`The slow link ended with ${code}.`));
      });
      look();
    });
}
