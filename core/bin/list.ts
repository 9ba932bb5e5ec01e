/** LIST and ENUMERATE: hosts are asked together, one table is printed. */
import { printRows, type Row } from '../ctys/tables/print.ts';
import { tableRows } from '../ctys/tables/select.ts';
import type { TableAction } from '../model/action.ts';
import { toFailure } from '../model/failure.ts';
import type { SessionType } from '../model/machine.ts';
import { asFailure } from './as-failure.ts';
import { bold } from './colors.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { patiently } from './patience.ts';
import { basesOn, hostName, visitedHosts, withLogin } from './places.ts';
import { follow, snapshot } from './snapshot.ts';

/** Who we are, in rows of our own sessions. */
const USER = process.env.USER ?? '';

/** Actions of one call, that differ in their host only. */
export async function list(core: CoreClient, actions: readonly TableAction[], io: Io): Promise<number> {
  const [first] = actions;
  if (first === undefined) return EXIT.ok;
  const cache = typeof first.options?.resultCache === 'object' ? await import('./result-cache.ts') : null;
  const kept = (await cache?.rowsFromFile(first)) ?? null;
  if (kept !== null) {
    print(kept, first, io);
    return EXIT.ok;
  }
  const hosts = everywhere(first, actions) ? null : hostsOf(actions);
  const known = cache !== null && (await isKnown(core, hosts, first, io));
  const code = known || hosts === null ? EXIT.ok : await refresh(core, hosts, actions, io);
  if (first.watch) await watch(core, first, hosts, io);
  else {
    const rows = tableRows(await snapshot(core.api, io.signal), first, hosts, USER);
    print(rows, first, io);
    await cache?.keepRows(first, rows);
  }
  return code;
}

/** `-C on,only` without a target: all that is known. */
const everywhere = ({ options }: TableAction, actions: readonly TableAction[]): boolean =>
  typeof options?.resultCache === 'object' &&
  options.resultCache.only === true &&
  actions.every(({ on }) => on === undefined);

async function isKnown(
  core: CoreClient,
  hosts: readonly string[] | null,
  action: TableAction,
  io: Io,
): Promise<boolean> {
  const { usesKnown } = await import('./result-cache.ts');
  const { resultCache } = action.options ?? {};
  if (typeof resultCache !== 'object' || resultCache.lifetime === undefined) return usesKnown(action, [], 0);
  const { hosts: all } = await snapshot(core.api, io.signal);
  const meant = hosts === null ? [...all.values()] : hosts.map((name) => all.get(name));
  return usesKnown(action, meant, Date.now());
}

const hostsOf = (actions: readonly TableAction[]): readonly string[] => [
  ...new Set(actions.map((action) => hostName(withLogin(action)))),
];

/** What the inventory may not know is visited in the same message. */
function visitOf(name: string, actions: readonly TableAction[]) {
  const place = actions.map(withLogin).find((one) => hostName(one) === name);
  const [visit] = place === undefined ? [] : visitedHosts([place]);
  return visit === undefined ? {} : { visit };
}

/** A host is asked for nothing that no action wants of it. */
function typesOf(name: string, actions: readonly TableAction[]): { readonly types?: SessionType[] } {
  const types = actions
    .filter((action) => hostName(withLogin(action)) === name)
    .flatMap(({ type, packages }) => packages ?? [type ?? 'ALL']);
  const only = types.filter((type) => type !== 'ALL');
  return only.length < types.length ? {} : { types: [...new Set(only)] };
}

/** Hosts that do not answer are told; what is known of them is shown all the same. */
async function refresh(
  core: CoreClient,
  hosts: readonly string[],
  actions: readonly TableAction[],
  io: Io,
): Promise<number> {
  const [{ verb, bases } = { verb: 'list' as const, bases: undefined }] = actions;
  const codes = await Promise.all(
    hosts.map(async (name) => {
      try {
        const how = {
          name,
          quiet: !io.canAsk,
          runningOnly: verb === 'list',
          ...typesOf(name, actions),
          ...(actions[0]?.watch === true && { follow: true }),
          ...visitOf(name, actions),
          ...(bases !== undefined && { bases: basesOn(name, bases) }),
        };
        await patiently(core.api.hosts.refresh(how, { signal: io.signal }), `waiting for ${name}`, io);
        return EXIT.ok;
      } catch (caught) {
        const { code, message, remedy = '' } = asFailure(caught);
        io.error(`ctys: ${name}: ${message} ${remedy}`.trimEnd().concat('\n'));
        return exitCodeOf(code);
      }
    }),
  );
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

function print(rows: readonly Row[], action: TableAction, io: Io): void {
  const output =
    action.options?.terse && action.output.layout.kind === 'standard'
      ? { ...action.output, layout: { kind: 'terse' as const, fields: 'all' as const } }
      : action.output;
  const [first, ...lines] = printRows(rows, output, action.verb);
  if (first === undefined) return;
  const isTable = output.layout.kind === 'standard' || output.layout.kind === 'table';
  io.out(`${[isTable && io.color ? bold(first) : first, ...lines].join('\n')}\n`);
}

/** Records as they come and change; a table is printed again as a whole. */
async function watch(
  core: CoreClient,
  action: TableAction,
  hosts: readonly string[] | null,
  io: Io,
): Promise<void> {
  const isTable = action.output.layout.kind === 'standard' || action.output.layout.kind === 'table';
  let shown = new Set<string>();
  try {
    for await (const now of follow(core.api, io.signal)) {
      const rows = tableRows(now, action, hosts, USER);
      const keys = new Set(rows.map((row) => row.join(';')));
      const fresh = rows.filter((row) => !shown.has(row.join(';')));
      if (isTable && (fresh.length > 0 || keys.size !== shown.size)) print(rows, action, io);
      else if (!isTable) print(fresh, action, io);
      shown = keys;
    }
  } catch (caught) {
    if (!io.signal.aborted) throw toFailure(caught);
  }
}
