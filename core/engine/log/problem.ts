/** A report on the product for who mends it: made here, read and changed by a person, and sent by nobody but them. */
import { homedir, release } from 'node:os';
import { redacted } from '../../model/redact.ts';
import { flatten, pathText, type StoredSettings } from '../../model/stored-settings.ts';
import { runtimeVersions } from '../handlers/about.ts';
import type { Tables } from '../tables.ts';
import type { Log } from './log.ts';

export type ProblemReport = () => Promise<string>;

export interface ProblemParts {
  readonly version: string;
  readonly tables: Tables;
  readonly log: Log;
  readonly stored: () => Promise<StoredSettings>;
}

const LOG_BYTES = 64 * 1024;
const MOST_FAILED = 20;

export const problemReport =
  (parts: ProblemParts): ProblemReport =>
  async () => {
    const log = await parts.log.tail(LOG_BYTES);
    const sections = [
      section('What happened', ['(What you did, what you expected, and what came instead.)']),
      section('Product', [
        `ctys ${parts.version}`,
        `${process.platform} ${process.arch} ${release()}`,
        ...Object.entries(runtimeVersions()).map(([name, version]) => `${name} ${version}`),
      ]),
      section('Settings that are not as at first', settings(await parts.stored())),
      section('Hosts', hosts(parts.tables)),
      section('Jobs that failed', failed(parts.tables)),
      section(
        'Messages',
        [...parts.tables.notices.values()].map(({ failure }) => `${failure.code}: ${failure.message}`),
      ),
      section('Log', log === '' ? [] : log.trimEnd().split('\n')),
    ];
    return redacted(sections.join('\n'), homedir());
  };

const section = (title: string, lines: readonly string[]): string =>
  `## ${title}\n\n${lines.length === 0 ? '(none)' : lines.join('\n')}\n`;

/** Those of hosts and groups without their names. */
const settings = (stored: StoredSettings): readonly string[] =>
  flatten(stored).map(({ path, value }) => {
    const shown = path.length === 3 ? [path[0] ?? '', '(name)', path[2] ?? ''] : path;
    return `${pathText(shown)}: ${JSON.stringify(value)}`;
  });

/** How many are in which state, and which technologies are there in which version. */
function hosts(tables: Tables): readonly string[] {
  const states = new Map<string, number>();
  const plugins = new Set<string>();
  for (const { state, transport = '', readiness = [] } of tables.hosts.values()) {
    const kind = `${state} ${transport}`.trim();
    states.set(kind, (states.get(kind) ?? 0) + 1);
    for (const { type, usable, version = '' } of readiness)
      if (usable) plugins.add(`${type} ${version}`.trim());
  }
  return [
    ...[...states].map(([kind, count]) => `${count} ${kind}`),
    `${tables.machines.size} machines`,
    ...[...plugins].sort(),
  ];
}

const failed = (tables: Tables): readonly string[] =>
  [...tables.jobs.values()]
    .filter(({ state }) => state === 'failed')
    .slice(-MOST_FAILED)
    .map(({ call, failure }) => `${call}: ${failure?.code}: ${failure?.message}`);
