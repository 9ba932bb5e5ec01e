/** `[MARK,][REVERSE|R|-,]PING[:n%t]|SSH[:n%t][,PM|VM]`: ctys-vhost `-R`, chapter 7.1 of the reference. */
import { CallError } from '../call-error.ts';
import { readRuntimeFilter } from './runtime-filter.ts';

export interface Reachability {
  /** All are told, with a sign in front. */
  readonly mark: boolean;
  /** Those that cannot be reached are meant. */
  readonly reverse: boolean;
  readonly by: 'PING' | 'SSH';
  readonly tries: { readonly trials: number /** Seconds each may take. */; readonly timeout: number };
  /** Whether the machine is looked at, or the host it is on. */
  readonly of: 'PM' | 'VM';
}

/** Seconds. */
const USUAL = { PING: 2, SSH: 10 };

/** @throws CallError */
export function readReachability(text: string): Reachability {
  const words = text.split(',');
  const others = words.filter((word) => word.toUpperCase() !== 'MARK');
  const { reverse, answers, category = 'PM' } = readRuntimeFilter(others.join(','));
  if (answers === undefined)
    throw new CallError({ message: `'${text}' names neither PING nor SSH.`, fragment: text });
  const { by, trials, timeout = USUAL[by] } = answers;
  return { mark: others.length < words.length, reverse, by, tries: { trials, timeout }, of: category };
}
