/** A host behind a bad line: everything works, only slower, and nothing is declared lost. */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test, vi } from 'vitest';
import { WINDOW } from '../../core/contract/pipe.ts';
import { clientPipe } from '../../core/contract/pipe-ends.ts';
import { partPath } from '../../core/engine/host-files/part.ts';
import { type ConsoleClient, consoleClient, portLink } from '../../core/engine/testing/console-client.ts';
import { machineId } from '../../core/model/machine.ts';
import { type Lab, labAvailable, labUp } from '../lab/index.ts';
import type { SlowLink, SlowLinkOptions } from '../lab/slow-link.ts';
import { screenClient } from './screen-client.ts';
import { statesOf, type Watched, watchedEngine } from './world.ts';

const against = labAvailable();
if (against !== null) console.warn(against);
const LONG = { timeout: 100_000, interval: 20 };
const SIZE = { cols: 80, rows: 24 };
/** Bytes after which a narrow line is full. */
const FILLED = 250_000;
/** Most bytes of a file that may come between what is typed and its answer. */
const SOON = 200_000;
const HOME = '/home/acue';

/** A host of a lab of its own, and an engine that knows it by a slow line only. */
class Behind implements AsyncDisposable {
  readonly lab: Lab;
  readonly link: SlowLink;
  readonly world: Watched;
  readonly #states: readonly string[];

  private constructor(lab: Lab, link: SlowLink, world: Watched) {
    this.lab = lab;
    this.link = link;
    this.world = world;
    this.#states = statesOf(world, 'slow');
  }

  static async line(options: SlowLinkOptions): Promise<Behind> {
    const lab = await labUp();
    const link = await lab.slowLink('lab00', options);
    const made = new Behind(lab, link, await watchedEngine(lab));
    await made.world.engine.refresh('slow');
    return made;
  }

  shell(): Promise<ConsoleClient> {
    const machine = machineId('slow', { type: 'PM' });
    return consoleClient(this.world.engine, { machine, console: 'shell', ...SIZE });
  }

  machine(label: string) {
    const all = [...this.world.engine.tables.machines.values()];
    return all.find((one) => one.host === 'slow' && one.label === label);
  }

  /** What the host was but reached, since it first was. */
  losses(): readonly string[] {
    return this.#states.filter((state) => !/^(connecting|up)$/.test(state));
  }

  /** A file of the host with nothing in it that could be guessed. */
  async fileThere(bytes: number): Promise<Buffer> {
    const data = randomBytes(bytes);
    await writeFile(await this.lab.host('lab00').path(`${HOME}/data.bin`), data);
    return data;
  }

  /** Fetches it; `told`: bytes that are here. Returns the path of what came. */
  async fetch(told: (done: number) => void, signal?: AbortSignal): Promise<string> {
    const folder = join(this.lab.home, 'fetched');
    await mkdir(folder, { recursive: true });
    const asked = { host: 'slow', paths: [`${HOME}/data.bin`], folder, replace: false };
    const options = signal === undefined ? {} : { signal };
    for await (const { done } of await this.world.client.files.fetch(asked, options)) told(done);
    return join(folder, 'data.bin');
  }

  /** A file on its way to the host, all of it offered; `there`: its bytes on the host. */
  async send(size: number) {
    const offer = { host: 'slow', folder: HOME, name: 'sent.bin', size, changed: 0, replace: false };
    const { id } = await this.world.client.files.send(offer);
    const { port1, port2 } = new MessageChannel();
    const pipe = clientPipe(portLink(port2));
    this.world.engine.attach(id, portLink(port1));
    pipe.write(Buffer.alloc(size, 'x'));
    const path = await this.lab.host('lab00').path(partPath(`${HOME}/sent.bin`, offer));
    return { pipe, there: (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world.close();
    await this.link.stop();
    await this.lab.down();
  }
}

const says = (console: ConsoleClient, word: string): Promise<void> =>
  vi.waitFor(() => expect(console.text().slice(-5_000)).toContain(word), LONG);

const filled = (count: () => number): Promise<void> =>
  vi.waitFor(() => expect(count()).toBeGreaterThan(FILLED), LONG);

describe.skipIf(against !== null).concurrent('a host behind', () => {
  test('300 ms and 5 % loss: table, console, screen and files work, and nothing is declared lost', async () => {
    await using behind = await Behind.line({ delay: 150, loss: 5 });
    const { world } = behind;
    expect(behind.machine('tst100')).toMatchObject({ type: 'QEMU', state: 'off' });
    const data = await behind.fileThere(100_000);

    const typing = async (): Promise<void> => {
      const console = await behind.shell();
      for (const word of ['one', 'two', 'three']) {
        console.write(`echo ${word}-$((40+2))\n`);
        await says(console, `${word}-42`);
      }
      console.write('seq 2000\n');
      await says(console, '\r\n2000\r\n');
      const numbers = Array.from({ length: 2000 }, (_, at) => `${at + 1}\r\n`).join('');
      expect(console.text().includes(numbers)).toBe(true);
      console.close();
    };
    const looking = async (): Promise<void> => {
      const [job = ''] = await world.client.run({
        ...{ verb: 'start', type: 'VNC', target: { label: 'desk' }, on: { host: 'slow' } },
        options: { geometry: '200x150' },
      });
      await vi.waitFor(
        () => expect(world.engine.tables.jobs.get(job)).toMatchObject({ state: 'done' }),
        LONG,
      );
      await vi.waitFor(() => expect(behind.machine('desk')).toMatchObject({ state: 'running' }), LONG);
      const screen = await screenClient(world, behind.machine('desk')?.id ?? '', 'vnc');
      expect(screen.size).toBe('200x150');
      expect(await screen.picture()).toBe(200 * 150 * 4);
      screen.close();
    };
    const fetching = async (): Promise<void> => {
      expect((await readFile(await behind.fetch(() => {}))).equals(data)).toBe(true);
    };
    await Promise.all([typing(), looking(), fetching()]);
    await world.engine.refresh('slow');
    expect(behind.losses()).toEqual([]);
    const { carried, lost } = await behind.link.stop();
    expect(lost / carried).toBeGreaterThan(0.03);
  });

  test('1 Mbit/s that others fill: what is typed is answered soon, and Ctrl+C stops a flood', async () => {
    await using behind = await Behind.line({ delay: 20, rate: 125_000 });
    const console = await behind.shell();
    let words = 0;
    /** Most bytes of the other that came between what was typed and its answer. */
    const waits = async (others: () => number): Promise<number> => {
      const all: number[] = [];
      for (let n = 0; n < 3; n++) {
        const before = others();
        console.write(`echo word-${++words}-$((40+2))\n`);
        await says(console, `word-${words}-42`);
        all.push(others() - before);
      }
      return Math.max(...all);
    };

    await behind.fileThere(20_000_000);
    const stop = new AbortController();
    let fetched = 0;
    const fetching = behind
      .fetch((done) => {
        fetched = done;
      }, stop.signal)
      .catch(() => undefined);
    await filled(() => fetched);
    expect(await waits(() => fetched)).toBeLessThan(SOON);
    stop.abort();
    await fetching;

    const { pipe, there } = await behind.send(20_000_000);
    await filled(there);
    expect(await waits(there)).toBeLessThan(SOON);
    pipe.close();

    // What a terminal has said already is on its way: in the host's own queues, and the console's window.
    const flood = await behind.shell();
    const flooded = (): number => flood.text().length;
    flood.write('yes 0123456789\n');
    await filled(flooded);
    expect(await waits(flooded)).toBeLessThan(2 * WINDOW);
    const before = flooded();
    flood.write('\x03');
    flood.write('echo stopped-$((40+2))\n');
    await says(flood, 'stopped-42');
    expect(flooded() - before).toBeLessThan(2 * WINDOW);
    expect(behind.losses()).toEqual([]);
  });

  test('128 kbit/s: what says something is alive, however long its other answers take', async () => {
    await using behind = await Behind.line({ delay: 20, rate: 16_000, room: 2_000_000 });
    const flood = await behind.shell();
    flood.write('yes 0123456789\n');
    await filled(() => flood.text().length);
    expect(behind.losses()).toEqual([]);
  });
});
