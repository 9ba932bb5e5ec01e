/**
 * What a person wants to be told who is not looking: jobs that ended, guests that crashed or vanished, hosts that were lost
 * or are back. What they did themselves, and what follows from it, is no news. Pure: two looks at the tables make news.
 */
import type { HostState, HostStatus } from './host.ts';
import { isOver, type Job } from './job.ts';
import type { Showing } from './showing.ts';
import { isMade, type Machine, type MachineState } from './machine.ts';

export type NewsKind = 'done' | 'failed' | 'crashed' | 'vanished' | 'lost' | 'back';

export interface News {
  readonly kind: NewsKind;
  /** Place of the machine or host it is about. */
  readonly path: string;
  /** Why a job failed, or a host was lost. */
  readonly text?: string;
  /** The job that ended. */
  readonly job?: string;
}

/** The tables, as both core and window have them. */
export interface Look {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly jobs: ReadonlyMap<string, Job>;
}

const UP: ReadonlySet<MachineState> = new Set(['running', 'paused']);
const GONE: ReadonlySet<HostState> = new Set(['lost', 'denied']);
/** ms; what happens to a machine so soon after a job on it comes of that job. */
const AFTERMATH = 60_000;

/** What is new in `now` to who knows `was`. `at`: epoch ms. */
export function newsOf(was: Look, now: Look, at: number): readonly News[] {
  const ours = touched(now.jobs, at);
  return [
    ...(was.jobs === now.jobs ? [] : jobNews(was, now)),
    ...(was.machines === now.machines ? [] : machineNews(was, now, ours)),
    ...(was.hosts === now.hosts ? [] : hostNews(was, now, ours)),
  ];
}

/**
 * What the next look is compared with. A host that is being tried is still what it was before: lost until it answers, and
 * not yet back at its first connection.
 */
export function remembered<L extends Pick<Look, 'hosts'>>(was: Pick<Look, 'hosts'>, now: L): L {
  const tried = [...now.hosts].flatMap(([name, { state }]) => {
    const before = was.hosts.get(name);
    return state === 'connecting' && before !== undefined ? [[name, before] as const] : [];
  });
  return tried.length === 0 ? now : { ...now, hosts: new Map([...now.hosts, ...tried]) };
}

/** Places of machines that jobs act on, or just did. */
function touched(jobs: Look['jobs'], at: number): ReadonlySet<string> {
  const recent = [...jobs.values()].filter((job) => !isOver(job) || at - (job.ended ?? 0) < AFTERMATH);
  return new Set(recent.map(({ path }) => path));
}

/** The machine itself, or what it stands in: the end of a host is the end of its guests. */
const isOurs = (path: string, ours: ReadonlySet<string>): boolean =>
  [...ours].some((place) => path === place || path.startsWith(`${place}/`));

/** A plan is one thing: it is told of once all of it is over. What was stopped was stopped by a person. */
function jobNews(was: Look, now: Look): readonly News[] {
  const ended = [...now.jobs.values()].filter((job) => {
    const before = was.jobs.get(job.id);
    return isOver(job) && before !== undefined && !isOver(before);
  });
  const alone = ended.filter(({ run }) => run === undefined);
  const runs = [...new Set(ended.flatMap(({ run }) => run ?? []))].flatMap(
    (run) => outcomeOf(run, now.jobs) ?? [],
  );
  return [...alone, ...runs].flatMap(({ id, path, state, failure }) =>
    state === 'aborted'
      ? []
      : [
          {
            kind: state === 'done' ? 'done' : 'failed',
            path,
            job: id,
            ...(failure && { text: failure.message }),
          } as const,
        ],
  );
}

/** The job that tells what became of a plan; null: it goes on. */
function outcomeOf(run: string, jobs: Look['jobs']): Job | null {
  const all = [...jobs.values()].filter((job) => job.run === run);
  if (!all.every(isOver)) return null;
  return (
    all.find(({ state }) => state === 'failed') ??
    all.find(({ state }) => state === 'aborted') ??
    all.at(-1) ??
    null
  );
}

function machineNews(was: Look, now: Look, ours: ReadonlySet<string>): readonly News[] {
  const news: News[] = [];
  for (const [id, before] of was.machines) {
    const after = now.machines.get(id);
    if (after === before || before.type === 'PM' || isMade(before.type) || before.control === true) continue;
    const { path } = before;
    if (after?.state === 'crashed' && before.state !== 'crashed') news.push({ kind: 'crashed', path });
    else if (isVanished(before, after, now) && !isOurs(path, ours)) news.push({ kind: 'vanished', path });
  }
  return news;
}

/** It ran, does no longer, and its host is there to tell. */
function isVanished(before: Machine, after: Machine | undefined, { hosts }: Look): boolean {
  return (
    UP.has(before.state) &&
    hosts.get(before.host)?.state === 'up' &&
    (after === undefined || after.state === 'off')
  );
}

function hostNews(was: Look, now: Look, ours: ReadonlySet<string>): readonly News[] {
  const news: News[] = [];
  for (const [name, { state, failure }] of now.hosts) {
    const before = was.hosts.get(name)?.state;
    const path = `/${name}`;
    if (before === 'up' && GONE.has(state) && !isOurs(path, ours))
      news.push({ kind: 'lost', path, ...(failure && { text: failure.message }) });
    else if (before !== undefined && GONE.has(before) && state === 'up' && !isOurs(path, ours))
      news.push({ kind: 'back', path });
  }
  return news;
}

export const NEWS_LEVELS = ['all', 'troubles', 'off'] as const;
export type NewsLevel = (typeof NEWS_LEVELS)[number];

/** Several of a kind, told as one. */
export interface Told {
  readonly kind: NewsKind;
  readonly about: readonly [News, ...News[]];
}

/** Where a click leads: to what it is about; of several, to the first. */
export const leadsTo = ({ about: [{ path, job }] }: Told): Showing =>
  job === undefined ? { path } : { job };

/** The order in which they matter. */
const KINDS: readonly NewsKind[] = ['crashed', 'vanished', 'lost', 'failed', 'back', 'done'];
const GOOD: ReadonlySet<NewsKind> = new Set(['done', 'back']);

/** What is told of news that came together. A host that went and came in between is none. */
export function grouped(news: readonly News[], level: NewsLevel): readonly Told[] {
  if (level === 'off') return [];
  const settled = news.filter((one, index) => !isUndone(one, news, index));
  return KINDS.filter((kind) => level === 'all' || !GOOD.has(kind)).flatMap((kind) => {
    const [first, ...more] = settled.filter((one) => one.kind === kind);
    return first === undefined ? [] : [{ kind, about: [first, ...more] } as const];
  });
}

const isUndone = ({ kind, path }: News, news: readonly News[], index: number): boolean =>
  (kind === 'lost' && news.slice(index + 1).some((one) => one.kind === 'back' && one.path === path)) ||
  (kind === 'back' && news.slice(0, index).some((one) => one.kind === 'lost' && one.path === path));
