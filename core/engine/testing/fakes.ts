/** Hosts, a pool and a plugin in memory, behind the real interfaces, that do what a test tells them to. */
import type { Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import type { MachineRecord, SessionType } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { Operation, Plugin } from '../../plugins/plugin.ts';
import type { Pool } from '../ports.ts';

export const guest = (label: string, more: Partial<MachineRecord> = {}): MachineRecord => ({
  type: 'QEMU',
  label,
  state: 'running',
  configured: false,
  consoles: [{ id: 'serial0', kind: 'tty', title: 'Serial console' }],
  ...more,
});

/** A promise with its handles outside. */
export interface Gate<T = void> {
  readonly promise: Promise<T>;
  open(value: T): void;
  fail(reason: unknown): void;
}

export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => {};
  let failed: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((resolve, reject) => {
    [open, failed] = [resolve, reject];
  });
  promise.catch(() => {});
  return { promise, open, fail: failed };
}

export class FakeHost {
  /** Replaced by tests: throws or hangs instead of connecting. */
  connect: (signal?: AbortSignal) => Promise<void> = async () => {};
  list: () => Promise<readonly MachineRecord[]> = async () => this.running;
  running: readonly MachineRecord[] = [];
  configured: readonly MachineRecord[] = [];
  connects = 0;
  lists = 0;
  enumerates = 0;
  private current: { channel: Channel; gone: AbortController } | undefined;

  async channel({ name, elevation = 'none' }: HostConfig, signal?: AbortSignal): Promise<Channel> {
    if (this.current !== undefined) return this.current.channel;
    this.connects++;
    await this.connect(signal);
    const gone = new AbortController();
    const none = async (): Promise<never> => {
      throw fail('tool-missing', 'There are no commands here.');
    };
    const close = (): void => this.lose('closed');
    const rest = { exec: none, spawn: none, connect: none, close };
    const channel: Channel = { name, elevation, transport: 'fake', gone: gone.signal, ...rest };
    this.current = { channel, gone };
    return channel;
  }

  lose(message = 'The link broke.'): void {
    const old = this.current;
    this.current = undefined;
    old?.gone.abort(fail('connection-lost', message));
  }
}

export type FakeHosts = Map<string, FakeHost>;

export function fakeHosts(...names: string[]): FakeHosts {
  return new Map(['localhost', ...names].map((name) => [name, new FakeHost()]));
}

/** The host of that name, which a test has made. */
export function hostOf(hosts: FakeHosts, name: string): FakeHost {
  const host = hosts.get(name);
  if (host === undefined) throw new Error(`no fake host ${name}`);
  return host;
}

export const fakePool = (hosts: FakeHosts): Pool => ({
  async channel(config, signal) {
    const host = hosts.get(config.name);
    if (host === undefined) throw fail('no-such-host', `No host is known by the name ${config.name}.`);
    return await host.channel(config, signal);
  },
  place: async (config) => config,
  close: () => {
    for (const host of hosts.values()) host.lose('closed');
  },
});

export const operation = (run: Operation['run'], more: Partial<Operation> = {}): Operation => ({
  from: ['running', 'off', 'suspended'],
  via: 'stopping',
  to: 'off',
  run,
  ...more,
});

/** Tells what each host's `running` and `configured` hold of its type. */
export function fakePlugin(hosts: FakeHosts, type: SessionType = 'QEMU', more: Partial<Plugin> = {}): Plugin {
  const of = (records: readonly MachineRecord[]) => records.filter((record) => record.type === type);
  return {
    type,
    probe: async () => ({ type, usable: true, missing: [] }),
    async list(on) {
      const host = hostOf(hosts, on.name);
      host.lists++;
      return of(await host.list());
    },
    async enumerate(on) {
      const host = hostOf(hosts, on.name);
      host.enumerates++;
      return of(host.configured);
    },
    operations: {},
    open: async () => echo(),
    ...more,
  };
}

/** Gives back what is written. */
export function echo(): BytePipe & { readonly closed: boolean } {
  const queue: Uint8Array[] = [];
  let wake: () => void = () => {};
  let closed = false;
  async function* bytes(): AsyncIterable<Uint8Array> {
    while (!closed || queue.length > 0) {
      const chunk = queue.shift();
      if (chunk !== undefined) yield chunk;
      else
        await new Promise<void>((next) => {
          wake = next;
        });
    }
  }
  return {
    bytes: bytes(),
    get closed() {
      return closed;
    },
    async write(chunk) {
      if (closed) throw fail('connection-lost', 'The pipe is closed.');
      queue.push(chunk);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
  };
}
