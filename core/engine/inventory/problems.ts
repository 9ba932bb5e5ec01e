/** What is wrong in hosts.yaml, with its place. */
import type { FailureData } from '../../model/failure.ts';

export interface Problem {
  /** warning: nothing is lost by it. */
  readonly level: 'warning' | 'error';
  readonly failure: FailureData;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem as a sentence that names file, line and column. */
export function problem(
  level: Problem['level'],
  file: string,
  { line, column }: Place,
  message: string,
  remedy: string,
): Problem {
  return {
    level,
    failure: {
      code: 'bad-input',
      message: `${file}, line ${line}, column ${column}: ${message}`,
      remedy,
      data: { file, line, column },
    },
  };
}
