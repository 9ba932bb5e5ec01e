/** What is kept of a suspended domain: its state in one file, and beside it whose it is. Pure. */
import { type FoundFile, SAVED_SUFFIX } from '../config/scan.ts';

export interface SavedDomain {
  readonly label: string;
  readonly uuid?: string;
  /** Configuration it was started from. */
  readonly config?: string;
  /** File `xl save` wrote. */
  readonly state: string;
  /** epoch ms */
  readonly at: number;
  /** Owner of the record. */
  readonly uid: number;
}

const TYPE = 'XEN';

export const isSavedFile = ({ path }: FoundFile): boolean => path.endsWith(SAVED_SUFFIX);

export const printSaved = ({ uid: _owner, ...saved }: SavedDomain): string =>
  `${JSON.stringify({ version: 1, type: TYPE, ...saved }, null, 1)}\n`;

/** The record beside a state file. */
export const recordPath = (state: string): string => `${state}.json`;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** null: it is no record of ours. */
export function parseSaved({ content, uid, path }: FoundFile): SavedDomain | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { version, type, label, uuid, config, state, at } = value as Record<string, unknown>;
  if (version !== 1 || type !== TYPE || !isText(label) || !isText(state) || typeof at !== 'number')
    return null;
  // A record speaks of the state it stands beside, and of no other.
  if (recordPath(state) !== path) return null;
  return {
    label,
    state,
    at,
    uid,
    ...(isText(uuid) && { uuid }),
    ...(isText(config) && { config }),
  };
}
