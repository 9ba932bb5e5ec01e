/** The state of everything in one of three words, and what the tray's menu offers. Pure. */
import { availability } from './availability.ts';
import type { HostStatus } from './host.ts';
import type { Job } from './job.ts';
import type { Machine, MachineState } from './machine.ts';
import type { Look } from './news.ts';
import type { Session } from './session.ts';
import type { Verb } from './verb.ts';

export const GLANCES = ['well', 'busy', 'failed'] as const;

export interface Glance {
  /** failed: something is wrong that a person should see; busy: jobs run; well: neither. */
  readonly state: (typeof GLANCES)[number];
  /** Jobs under way. */
  readonly running: number;
  readonly crashed: number;
  /** Hosts. */
  readonly lost: number;
  /** Jobs that failed since somebody looked. */
  readonly failed: number;
}

/** `looked`: when a person last had the window before them, epoch ms. */
export function glance({ machines, hosts, jobs }: Look, looked: number): Glance {
  const count = <T>(rows: ReadonlyMap<string, T>, counts: (row: T) => boolean): number => {
    let found = 0;
    for (const row of rows.values()) if (counts(row)) found += 1;
    return found;
  };
  const running = count(jobs, ({ state }: Job) => state === 'running' || state === 'queued');
  const failed = count(jobs, ({ state, ended = 0 }: Job) => state === 'failed' && ended > looked);
  const crashed = count(machines, ({ state }: Machine) => state === 'crashed');
  const lost = count(hosts, ({ state }: HostStatus) => state === 'lost' || state === 'denied');
  const state = crashed + lost + failed > 0 ? 'failed' : running > 0 ? 'busy' : 'well';
  return { state, running, crashed, lost, failed };
}

/** Verbs a tray offers: what brings a machine up, and its orderly end. */
const OFFERED = ['start', 'resume', 'unpause', 'wake', 'shutdown'] as const satisfies readonly Verb[];

export interface TrayMachine {
  readonly id: string;
  readonly label: string;
  readonly path: string;
  readonly state: MachineState;
  readonly verbs: readonly (typeof OFFERED)[number][];
  /** Its first console that can be opened. */
  readonly console?: string;
}

export interface TrayView {
  readonly glance: Glance;
  readonly favourites: readonly TrayMachine[];
  /** Used last, without favourites. */
  readonly recent: readonly TrayMachine[];
  /** That can be woken. */
  readonly asleep: readonly TrayMachine[];
}

const MOST_FAVOURITES = 15;
const MOST_RECENT = 8;
const MOST_ASLEEP = 15;

interface Used {
  /** Place of the machine. */
  readonly machine: string;
  /** epoch ms */
  readonly at: number;
}

interface TraySource extends Look {
  readonly sessions: ReadonlyMap<string, Session>;
  /** Calls of before. */
  readonly used: readonly Used[];
  readonly looked: number;
}

export function trayView(from: TraySource): TrayView {
  const all = [...from.machines.values()];
  const byLabel = (a: Machine, b: Machine): number =>
    a.label.localeCompare(b.label) || a.path.localeCompare(b.path);
  const favourites = all.filter(({ marks }) => marks?.favourite === true).sort(byLabel);
  const asleep = all.filter((machine) => isAsleep(machine)).sort(byLabel);
  return {
    glance: glance(from, from.looked),
    favourites: favourites.slice(0, MOST_FAVOURITES).map(trayMachine),
    recent: recent(from).map(trayMachine),
    asleep: asleep.slice(0, MOST_ASLEEP).map(trayMachine),
  };
}

const isAsleep = (machine: Machine): boolean =>
  machine.type === 'PM' && availability('wake', machine) === null;

function trayMachine(machine: Machine): TrayMachine {
  const { id, label, path, state, consoles } = machine;
  const opens = availability('connect', machine) === null;
  const offer = opens ? consoles.find(({ blocked }) => blocked === undefined)?.id : undefined;
  return {
    id,
    label,
    path,
    state,
    verbs: OFFERED.filter((verb) => availability(verb, machine) === null),
    ...(offer !== undefined && { console: offer }),
  };
}

function recent({ machines, sessions, jobs, used }: TraySource): readonly Machine[] {
  const byPath = new Map([...machines.values()].map((machine) => [machine.path, machine]));
  const last = new Map<Machine, number>();
  const note = (machine: Machine | undefined, at: number): void => {
    if (machine !== undefined && machine.marks?.favourite !== true)
      last.set(machine, Math.max(at, last.get(machine) ?? 0));
  };
  for (const { machine, at } of used) note(byPath.get(machine), at);
  for (const { machine, started } of jobs.values()) note(machines.get(machine), started);
  for (const { machine, since } of sessions.values()) note(machines.get(machine), since);
  return [...last]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_RECENT)
    .map(([machine]) => machine);
}
