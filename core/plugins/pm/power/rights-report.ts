/** What each power verb needs on a host, whether this account has it, and the line for sudoers that grants the rest. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import type { ReportSection, ReportValue } from '../../../model/report.ts';
import { plain } from '../lines.ts';
import { type PowerFacts, powerFacts } from './facts.ts';

interface Need {
  readonly tool: string;
  /** Those it is for, as people write them. */
  readonly verbs: string;
}

const LINUX: readonly Need[] = [
  { tool: 'poweroff', verbs: 'POWEROFF, PAUSE, SUSPEND' },
  { tool: 'reboot', verbs: 'REBOOT, RESET' },
  { tool: 'init', verbs: 'INIT:n' },
  { tool: 'ethtool', verbs: 'WOL of a CANCEL' },
  { tool: 'etherwake', verbs: 'raw frames of a CREATE=WOL' },
];
const BSD: readonly Need[] = [{ tool: 'shutdown', verbs: 'POWEROFF, PAUSE, SUSPEND, REBOOT, RESET, INIT:n' }];

const needsOf = ({ system, busybox }: PowerFacts): readonly Need[] => {
  if (system !== 'Linux' && system !== 'SunOS') return BSD;
  return busybox ? LINUX.filter(({ tool }) => tool !== 'init') : LINUX;
};

/** sudo is asked only where it is the host's elevation: who is not in sudoers is reported to its administrator. */
export async function rightsReport(on: Channel, options: CallOptions): Promise<readonly ReportSection[]> {
  const signal = options.signal ?? new AbortController().signal;
  const facts = await powerFacts(on, signal);
  const asks = facts.uid !== 0 && on.elevation === 'sudo';
  const listing = asks
    ? (await on.exec(['env', 'LC_ALL=C', 'sudo', '-n', '-l'], { ...options, maxBytes: 256 * 1024 })).stdout
    : '';
  return [rightsSection(facts, on.name, on.elevation, listing)];
}

/** `listing`: of `sudo -l`. Pure. */
export function rightsSection(
  facts: PowerFacts,
  host: string,
  elevation: Channel['elevation'],
  listing: string,
): ReportSection {
  const { user, tools } = facts;
  const lacking: string[] = [];
  const values = needsOf(facts).map(({ tool, verbs }): ReportValue => {
    const path = tools.get(tool);
    if (path === undefined) return { name: tool, value: `${verbs}: not there` };
    const right = rightTo(facts, path, elevation, listing);
    if (right === null) lacking.push(path);
    return { name: path, value: `${verbs}: ${right ?? 'no right'}` };
  });
  return {
    title: `Rights of ${plain(user)} on ${host}`,
    values: [...values, ...grantOf(user, lacking, elevation)],
  };
}

function rightTo(
  { uid, granted }: PowerFacts,
  path: string,
  elevation: Channel['elevation'],
  listing: string,
): string | null {
  if (uid === 0) return 'as root';
  if (granted.has(path.split('/').at(-1) ?? '')) return 'by itself';
  if (elevation === 'ksu') return 'by ksu';
  if (elevation === 'none') return null;
  const rules = listing.split('\n').filter((line) => namesCommand(line, path));
  if (rules.some((line) => line.includes('NOPASSWD: '))) return 'by sudo';
  // Without a password it does not even list what it allows with one.
  return rules.length > 0 || listing === '' ? 'by sudo, which asks for a password' : null;
}

const namesCommand = (line: string, path: string): boolean => {
  const [, commands] = /^\s+\([^)]*\) (?:[A-Z]+: )*(.*)$/.exec(line) ?? [];
  return commands?.split(', ').some((one) => one === 'ALL' || one.split(' ')[0] === path) ?? false;
};

function grantOf(
  user: string,
  lacking: readonly string[],
  elevation: Channel['elevation'],
): readonly ReportValue[] {
  if (lacking.length === 0) return [];
  const config = elevation === 'none' ? [{ name: 'in hosts.yaml', value: 'elevation: sudo' }] : [];
  return [
    ...config,
    { name: 'by visudo there', value: `${plain(user)} ALL=(root) NOPASSWD: ${lacking.join(', ')}` },
  ];
}
