/** The host itself: what it is, how it fares, and its login shell. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord, MachineState } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { ReportKind, ReportSection } from '../../model/report.ts';
import type { Around, ConsoleOptions, Plugin } from '../plugin.ts';
import { spawnShown } from '../sessions/spawn.ts';
import { runArgv } from '../sessions/run.ts';
import { describe, write } from './describe.ts';
import { controllerOf } from './controller/open.ts';
import { request } from './controller/request.ts';
import { expected, SOL, withWritten } from './expected.ts';
import { keptArgv, keptOffers } from './kept.ts';
import { keptPipe } from './kept-pipe.ts';
import { parseInfo } from './info.ts';
import { operations } from './operations.ts';
import { rightsReport } from './power/rights-report.ts';
import { type HostFacts, parseHost, PROBE_SCRIPT } from './parse.ts';
import { INFO_SCRIPT, SHOW_SCRIPT } from './report-script.ts';
import { Meter } from '../meter.ts';
import { ask, type Question } from '../together.ts';
import { parseShow } from './show.ts';

type Ticks = NonNullable<HostFacts['ticks']>;

interface Seen {
  readonly ticks?: Ticks;
  /** Share of one core. */
  readonly cpu?: number;
  /** epoch ms */
  readonly since?: number;
  readonly disk?: Meter;
  readonly net?: Meter;
}

const seen = new WeakMap<Channel, Seen>();

/** Processor time between two looks; none before the second. */
function shareOf(before: Ticks | undefined, now: Ticks | undefined, cpus: number): number | undefined {
  if (before === undefined || now === undefined || now.all <= before.all) return undefined;
  return Math.max(0, ((now.used - before.used) / (now.all - before.all)) * cpus);
}

/** ms by which two computations of the same boot may differ, clocks being what they are. */
const SLACK = 5000;

function remember(on: Channel, { ticks, cpus = 1, uptime, ...facts }: HostFacts): Seen {
  const before = seen.get(on);
  const cpu = shareOf(before?.ticks, ticks, cpus) ?? before?.cpu;
  const booted = uptime === undefined ? undefined : Math.round(Date.now() - uptime * 1000);
  const same = before?.since !== undefined && Math.abs(before.since - (booted ?? 0)) < SLACK;
  const since = same ? before.since : booted;
  const [disk = new Meter(), net = new Meter()] = [before?.disk, before?.net];
  const at = performance.now();
  disk.see(facts.disk, at);
  net.see(facts.net, at);
  const now = {
    disk,
    net,
    ...(ticks !== undefined && { ticks }),
    ...(cpu !== undefined && { cpu }),
    ...(since !== undefined && { since }),
  };
  seen.set(on, now);
  return now;
}

const detail = (title: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [title]: value };

export function recordOf(facts: HostFacts, { cpu, since, disk, net }: Seen): MachineRecord {
  const { memoryTotal, memoryFree, cpus, arch, uuid, user, group } = facts;
  return {
    type: 'PM',
    label: facts.hostname,
    state: 'running',
    configured: true,
    consoles: [{ id: 'shell', kind: 'tty', title: 'Shell' }, ...keptOffers(facts.kept)],
    ...(uuid !== undefined && { uuid }),
    ...(facts.macs.length > 0 && { macs: facts.macs }),
    ...(facts.addresses.length > 0 && { addresses: facts.addresses }),
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
    ...(cpu !== undefined && { cpu }),
    ...(memoryTotal !== undefined && { memoryTotal }),
    ...(memoryTotal !== undefined && memoryFree !== undefined && { memoryUsed: memoryTotal - memoryFree }),
    ...(disk?.rate !== undefined && { diskRate: disk.rate }),
    ...(net?.rate !== undefined && { netRate: net.rate }),
    ...(cpus !== undefined && { vcpus: cpus }),
    ...(arch !== undefined && { arch }),
    ...(since !== undefined && { since }),
    // What people wrote of it stands for what it tells itself.
    ...facts.own,
    details: {
      System: facts.system,
      ...detail('Kernel', facts.kernel),
      ...detail('Model', facts.model),
      ...detail('Load', facts.load),
    },
  };
}

const FACTS: Question<HostFacts> = {
  script: PROBE_SCRIPT,
  read: (stdout, on) => parseHost(stdout) ?? tellsNothing(on, stdout),
};

function tellsNothing(on: Channel, output: string): never {
  throw fail('unexpected-output', `${on.name} does not tell what it is.`, 'Check its login shell and sh.', {
    output: output.slice(0, 500),
  });
}

/** Two readings of many processes are large, and some tools take their time to tell their version. */
const REPORT_LIMITS = { maxBytes: 32 * 2 ** 20, timeout: 30_000 };

async function report(
  on: Channel,
  kind: ReportKind,
  options: CallOptions,
): Promise<readonly ReportSection[]> {
  if (kind === 'rights') return await rightsReport(on, options);
  const [script, parse] = kind === 'show' ? [SHOW_SCRIPT, parseShow] : [INFO_SCRIPT, parseInfo];
  const { stdout } = await on.exec(['sh', '-c', script], { ...options, ...REPORT_LIMITS });
  return parse(on.name, stdout) ?? tellsNothing(on, stdout);
}

async function open(on: Channel, id: string, options: ConsoleOptions): Promise<BytePipe> {
  const { size, run, signal, around } = options;
  if (id === SOL && around !== undefined) {
    const controller = await controllerOf(on, around, signal ?? new AbortController().signal);
    return await controller.console(size);
  }
  const argv = id === 'shell' ? (run === undefined ? [] : runArgv(run)) : keptArgv(id);
  if (argv === null) throw fail('not-found', `${on.name} offers no console ${id}.`);
  const pty = size ?? { cols: 80, rows: 24 };
  const pipe = await spawnShown(on, argv, {
    ...(run?.display !== undefined && { display: run.display }),
    pty,
    ...(signal !== undefined && { signal }),
  });
  return id === 'shell' ? pipe : keptPipe(pipe, on.name);
}

/** Whether its controller says that it is on. */
async function unseen(around: Around, signal: AbortSignal): Promise<MachineState | null> {
  if (around.config.bmc === undefined) return null;
  const here = await around.channel('localhost', signal);
  const controller = await controllerOf(here, around, signal);
  return (await controller.isOn()) ? 'running' : 'off';
}

export const pm: Plugin = {
  type: 'PM',
  async probe(on, options = {}) {
    const { system, kernel } = await ask(on, FACTS, options);
    return { type: 'PM', usable: true, version: `${system}, ${kernel ?? ''}`, missing: [] };
  },
  expect: expected,
  unseen,
  control: async (here, around, asked, signal) =>
    await request(await controllerOf(here, around, signal), asked),
  async list(on, { config, ...options } = {}) {
    const found = await ask(on, FACTS, options);
    return [withWritten(recordOf(found, remember(on, found)), config)];
  },
  report: (on, kind, options = {}) => report(on, kind, options),
  async describe(on, { kind, write: keys, ...options } = {}) {
    if (keys === undefined) return await describe(on, kind, options);
    if (kind === undefined)
      throw fail('bad-input', 'What is written needs its kind.', 'Say whether it is a PM or a VM.');
    await write(on, kind, keys, options);
    return { kind, keys };
  },
  operations,
  open: (on, _machine, id, options) => open(on, id, options),
};
