/** `ctys tunnel`: forwards by hand, in the words of ssh, always on loopback; each is a row of kind T until it is closed. */
import { parseArgs } from 'node:util';
import { endOf, portOf, readForward } from '../ctys/forward.ts';
import { splitTarget } from '../ctys/groups.ts';
import { fail } from '../model/failure.ts';
import type { Session } from '../model/session.ts';
import type { TunnelRequest } from '../model/tunnel.ts';
import { carried } from './as-failure.ts';
import { type CoreClient, openCore } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { hostName, visitedHosts } from './places.ts';
import { follow, snapshot } from './snapshot.ts';

export const TUNNEL_USAGE = `Usage: ctys tunnel -L [PORT|SOCKET:]TARGET [-R [PORT|SOCKET:]TARGET] [-D [PORT]] [--label TEXT] [--for SECONDS] HOST
       ctys tunnel --close ID|LABEL|PORT
TARGET: HOST:PORT or a SOCKET's path. -L from here to what the host reaches, -R from the host to what we reach, -D SOCKS.
Without a PORT a free one from 5950 on is taken.`;

const wrong = (message: string) => fail('bad-input', message, TUNNEL_USAGE);

function parse(argv: readonly string[]) {
  // The port of -D may be left out, which parseArgs does not know.
  const args = argv.flatMap((word, at) =>
    word === '-D' && !/^(?:\d+|\/.*)$/.test(argv[at + 1] ?? '') ? ['-D', ''] : [word],
  );
  try {
    return parseArgs({
      args,
      options: {
        local: { type: 'string', short: 'L', multiple: true },
        remote: { type: 'string', short: 'R', multiple: true },
        dynamic: { type: 'string', short: 'D', multiple: true },
        label: { type: 'string' },
        for: { type: 'string' },
        close: { type: 'string' },
      },
      allowPositionals: true,
      strict: true,
    });
  } catch (caught) {
    throw wrong(caught instanceof Error ? caught.message : String(caught));
  }
}

/** @throws Failure bad-input */
export function tunnelRequests(argv: readonly string[]): {
  readonly target: string;
  readonly requests: readonly Omit<TunnelRequest, 'host'>[];
} {
  const { values, positionals } = parse(argv);
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) throw wrong('One host is needed.');
  const rest = {
    ...(values.label !== undefined && { label: values.label }),
    ...(values.for !== undefined && { oneShot: portOf(values.for) }),
  };
  const requests = [
    ...(values.local ?? []).map((spec) => ({ kind: 'local' as const, ...readForward(spec), ...rest })),
    ...(values.remote ?? []).map((spec) => ({ kind: 'remote' as const, ...readForward(spec), ...rest })),
    ...(values.dynamic ?? []).map((spec) => ({
      ...{ kind: 'dynamic' as const },
      ...(spec !== '' && { listen: endOf(spec) }),
      ...rest,
    })),
  ];
  if (requests.length === 0) throw wrong('Nothing is forwarded.');
  return { target, requests };
}

export async function tunnel(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) {
    io.out(`${TUNNEL_USAGE}\n`);
    return EXIT.ok;
  }
  const closing = parse(argv).values.close;
  const core = await openCore();
  try {
    if (closing !== undefined) return await closeTunnels(core, closing, io);
    return await openTunnels(core, argv, io);
  } finally {
    await core.close();
  }
}

async function openTunnels(core: CoreClient, argv: readonly string[], io: Io): Promise<number> {
  const { target, requests } = tunnelRequests(argv);
  const { name, user, port } = splitTarget(target);
  const place = { host: name, ...(user && { user }), ...(port && { port: portOf(port) }) };
  for (const config of visitedHosts([place])) await carried(core.api.hosts.visit(config));
  const opened: Session[] = [];
  for (const request of requests) {
    const session = await carried(core.api.tunnels.open({ ...request, host: hostName(place) }));
    opened.push(session);
    io.out(`${session.title} (${session.id})\n`);
  }
  await untilClosed(core, opened, io);
  return EXIT.ok;
}

/** A running host keeps them; without one they are ours, and end with us. */
export async function untilClosed(core: CoreClient, opened: readonly Session[], io: Io): Promise<void> {
  if (core.joined) return;
  const ids = new Set(opened.map(({ id }) => id));
  for await (const { sessions } of follow(core.api, io.signal))
    if (![...sessions.values()].some(({ id, state }) => ids.has(id) && state !== 'closed')) return;
}

async function closeTunnels(core: CoreClient, which: string, io: Io): Promise<number> {
  const { sessions } = await snapshot(core.api, io.signal);
  const found = [...sessions.values()].filter(
    ({ id, role, state, label, tunnel: told }) =>
      role === 'T' && state !== 'closed' && [id, label, told?.from].includes(which),
  );
  if (found.length === 0)
    throw fail('not-found', `There is no tunnel ${which}.`, "'ctys -a list=tunnel,id' shows them.");
  for (const { id } of found) await carried(core.api.console.close({ session: id }));
  return EXIT.ok;
}
