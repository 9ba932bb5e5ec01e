/** One shared connection a host. The only door to channels: who needs a host asks here. */
import type { HostConfig } from '../model/host.ts';
import { fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import type { Channel } from './channel.ts';
import { checkPath, Dialer } from './dial.ts';
import { Shared } from './limiter.ts';
import { Link } from './link.ts';
import { localTransport } from './local.ts';
import { channelOver } from './over.ts';
import type { Left } from './transport.ts';

export interface PoolOptions {
  /** Passwords, passphrases and unknown host keys are asked here. */
  readonly ask: Ask;
  /** Another ssh_config than ~/.ssh/config. */
  readonly sshConfig?: string;
  /** Inventory, for jump hosts named there. */
  readonly lookup?: (name: string) => HostConfig | undefined;
  /** Environment for ssh: HOME, SSH_AUTH_SOCK ... Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told of what should have been ended on a host and could not be. */
  readonly left?: Left;
}

export interface Pool {
  /**
   * The host's channel; connects if there is none or it is gone. Concurrent callers share one connecting.
   * @throws Failure no-such-host, refused, unreachable, timeout, auth-denied, host-key-*, transport-unable,
   * bad-input, tool-missing, aborted
   */
  channel(host: HostConfig, signal?: AbortSignal): Promise<Channel>;
  /** The host with what ssh_config adds of its address, port and jump hosts. @throws Failure bad-input, tool-missing */
  place(host: HostConfig, signal?: AbortSignal): Promise<HostConfig>;
  /** Close all. What still runs on the hosts through the pool is ended; resolves when it is, or has taken too long. */
  close(): Promise<void>;
}

/** All that decides where a connection goes and as whom. */
const keyOf = (host: HostConfig): string =>
  JSON.stringify([host.name, host.address, host.user, host.port, host.jump, host.identity, host.transport]);

interface Entry {
  readonly link: Shared<Link>;
  readonly channels: Map<string, Channel>;
  /** How many hosts are reached through it, one behind the other: those are closed before it. */
  depth: number;
}

export function createPool(options: PoolOptions): Pool {
  const entries = new Map<string, Entry>();
  const sudoPasswords = new Map<string, string>();
  let closed = false;
  let local:
    | { readonly channels: Map<string, Channel>; readonly transport: ReturnType<typeof localTransport> }
    | undefined;
  const dialer = new Dialer(options, (hop, path, signal) => linkTo(hop, path, signal));

  function entry(host: HostConfig, path: readonly string[]): Entry {
    const key = keyOf(host);
    const known = entries.get(key);
    if (known !== undefined && !known.link.abandoned) return known;
    const link = new Shared(async (signal) => {
      const first = await dialer.dial(host, path, signal);
      return new Link(first, () => dialer.dial(host, path));
    });
    const made = { link, channels: new Map<string, Channel>(), depth: 0 };
    entries.set(key, made);
    const forget = (): void => {
      if (entries.get(key) === made) entries.delete(key);
    };
    link.promise.then((up) => {
      if (up.gone.aborted) forget();
      up.gone.addEventListener('abort', forget);
      if (closed || link.abandoned) void up.close();
    }, forget);
    return made;
  }

  async function linkTo(host: HostConfig, path: readonly string[], signal?: AbortSignal): Promise<Link> {
    if (closed) throw fail('aborted', 'Stopped: the connections were closed.');
    // Before the entry is looked up: in a circle it would wait for itself.
    checkPath(host, path);
    const hop = entry(host, path);
    hop.depth = Math.max(hop.depth, path.length);
    return hop.link.wait(signal);
  }

  function channelOf(map: Map<string, Channel>, host: HostConfig, make: () => Channel): Channel {
    const kind = host.elevation ?? 'none';
    const channel = map.get(kind) ?? make();
    map.set(kind, channel);
    return channel;
  }

  function localChannel(host: HostConfig): Channel {
    if (local === undefined || local.transport.gone.aborted)
      local = { transport: localTransport(), channels: new Map() };
    const { transport, channels } = local;
    return channelOf(channels, host, () =>
      channelOver(transport, {
        name: host.name,
        elevation: host.elevation ?? 'none',
        ask: options.ask,
        sudoPasswords,
      }),
    );
  }

  return {
    async channel(host, signal) {
      if (closed) throw fail('aborted', 'Stopped: the connections were closed.');
      if (host.name === 'localhost') return localChannel(host);
      const { link, channels } = entry(host, []);
      const up = await link.wait(signal);
      return channelOf(channels, host, () =>
        channelOver(up, {
          name: host.name,
          elevation: host.elevation ?? 'none',
          ask: options.ask,
          sudoPasswords,
        }),
      );
    },
    place: (host, signal) => dialer.place(host, signal),
    async close() {
      closed = true;
      const own = local?.transport.close();
      const all = [...entries.values()];
      for (const { link } of all) link.stop();
      for (const depth of [...new Set(all.map((each) => each.depth))].sort((a, b) => a - b))
        await Promise.all(all.filter((each) => each.depth === depth).map(({ link }) => closeLink(link)));
      await own;
    },
  };
}

/** One that is still being made closes itself. */
const closeLink = (link: Shared<Link>): Promise<void> =>
  link.promise.then(
    (up) => up.close(),
    () => {},
  );
