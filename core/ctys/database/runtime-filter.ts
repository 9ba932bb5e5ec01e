/** `[REVERSE|R|-,]PING[:n%t]|SSH[:n%t][,PM|VM]`: which hosts are wanted, by what they are and do now. */
import { CallError } from '../call-error.ts';

export interface RuntimeFilter {
  /** Those are wanted that do not pass. */
  readonly reverse: boolean;
  readonly answers?: {
    readonly by: 'PING' | 'SSH';
    readonly trials: number;
    /** Seconds each may take; absent: what is usual. */
    readonly timeout?: number;
  };
  readonly category?: 'PM' | 'VM';
}

const CHECK = /^(PING|SSH)(?::(\d{1,3})(?:%(\d{1,3}))?)?$/;

/** @throws CallError */
export function readRuntimeFilter(text: string): RuntimeFilter {
  let filter: RuntimeFilter = { reverse: false };
  for (const word of text.toUpperCase().split(',')) {
    const [, by, trials = '1', timeout] = CHECK.exec(word) ?? [];
    const seconds = Number(timeout ?? 1);
    if (['REVERSE', 'R', '-'].includes(word)) filter = { ...filter, reverse: true };
    else if (word === 'PM' || word === 'VM') filter = { ...filter, category: word };
    else if ((by === 'PING' || by === 'SSH') && Number(trials) > 0 && seconds > 0)
      filter = {
        ...filter,
        answers: { by, trials: Number(trials), ...(timeout !== undefined && { timeout: seconds }) },
      };
    else
      throw new CallError({
        message: `'${word}' is not [REVERSE|R|-,]PING[:trials%seconds]|SSH[:trials%seconds][,PM|VM].`,
        fragment: text,
      });
  }
  if (filter.answers === undefined && filter.category === undefined)
    throw new CallError({ message: 'Name what is looked at: PING, SSH, PM or VM.', fragment: text });
  return filter;
}
