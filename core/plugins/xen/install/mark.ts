/**
 * How far the making of a guest has come: a small file in its folder on the host. By it an interrupted making is gone on
 * with, and nothing is ever removed that this product has not made. Whoever writes it last goes on; others stop. Pure.
 */

/** In this order. Before `placed` the guest has a folder of another name. */
export const PHASES = ['begun', 'placed', 'installing', 'installed'] as const;
export type Phase = (typeof PHASES)[number];

export interface Mark {
  readonly template: string;
  readonly label: string;
  readonly uuid: string;
  readonly phase: Phase;
  /** Of who goes on with it. */
  readonly token: string;
  /** The host's boot at which the installation was started: a domain does not outlive it. */
  readonly boot: string;
}

export const MARK = '.ctys-create.json';

export const printMark = (mark: Mark): string => `${JSON.stringify({ version: 1, ...mark })}\n`;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 4096;

/** null: it is no mark of ours. */
export function parseMark(content: string): Mark | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { version, template, label, uuid, phase, token, boot } = value as Record<string, unknown>;
  const known = PHASES.find((one) => one === phase);
  if (version !== 1 || known === undefined) return null;
  if (![template, label, uuid, token, boot].every(isText)) return null;
  return { template, label, uuid, phase: known, token, boot } as Mark;
}

/** What a host says of the two folders of a guest. */
export interface Found {
  readonly boot: string;
  /** null: it is not there; `foreign`: it is, and not by us. */
  readonly folder: Mark | 'foreign' | null;
  readonly work: Mark | 'foreign' | null;
}

/** null: that is not what the script prints. */
export function parseFound(stdout: string): Found | null {
  const [head = '', ...lines] = stdout.split('\n');
  const boot = /^B (\S*)$/.exec(head)?.[1];
  const places: (Mark | 'foreign' | null)[] = [];
  for (const line of lines) {
    if (line === '-') places.push(null);
    else if (line === 'X') places.push('foreign');
    else if (line.startsWith(' ')) places[places.length - 1] = parseMark(line.slice(1)) ?? 'foreign';
  }
  const [folder, work] = places;
  return boot === undefined || folder === undefined || work === undefined ? null : { boot, folder, work };
}
