/** What is kept with a suspended guest: its state in one file, and beside it how to start it again. Pure. */
import { cleanUuid } from '../config/uuid.ts';
import type { FoundFile } from '../config/scan.ts';
import { SAVED_SUFFIX } from '../config/scan.ts';

export interface Saved {
  readonly label: string;
  readonly uuid?: string;
  readonly config?: string;
  /** The command it ran with, exactly. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Guest state as QEMU wrote it. */
  readonly state: string;
  /** epoch ms */
  readonly at: number;
}

const VERSION = 1;

export const printSaved = (saved: Saved): string =>
  `${JSON.stringify({ version: VERSION, ...saved }, null, 1)}\n`;

const isText = (value: unknown): value is string => typeof value === 'string';
const isPath = (value: unknown): value is string => isText(value) && value.startsWith('/');

/** @returns null for what is not a record of ours */
export function parseSaved(text: string): Saved | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { version, label, uuid, config, argv, cwd, state, at } = value as Record<string, unknown>;
  if (version !== VERSION || !isText(label) || !isPath(cwd) || !isPath(state) || typeof at !== 'number')
    return null;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every(isText)) return null;
  const clean = isText(uuid) ? cleanUuid(uuid) : undefined;
  return {
    label,
    ...(clean !== undefined && { uuid: clean }),
    ...(isPath(config) && { config }),
    argv,
    cwd,
    state,
    at,
  };
}

/** `/pool/tst100/tst100.ctys` -> `/pool/tst100/tst100` */
export const stemOf = (path: string): string =>
  path.replace(/(?<=\/[^/]+)\.(ctys|sh|args|vmstate\.json|vmstate)$/, '');

export const statePath = (stem: string): string => `${stem}.vmstate`;
export const recordPath = (state: string): string =>
  state.endsWith('.vmstate') ? `${state}.json` : `${state}${SAVED_SUFFIX}`;

export const isSavedFile = ({ path }: FoundFile): boolean => path.endsWith(SAVED_SUFFIX);

/** One word for the shell that QEMU gives `exec:` addresses to: the only quoting outside the channel. */
export const execWord = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;
