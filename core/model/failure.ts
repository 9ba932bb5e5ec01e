/**
 * A failure is an expected thing gone wrong. It crosses every border as data (`FailureData`), because
 * MessagePort and WebSocket lose the properties of an Error. Anything thrown that is no Failure is a bug.
 */

/** Every code a failure can have. Add a word here and its sentence in `failures` below. */
export type FailureCode =
  | 'no-such-host'
  | 'unreachable'
  | 'refused'
  | 'auth-denied'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'transport-unable'
  | 'timeout'
  | 'connection-lost'
  | 'rights-missing'
  | 'tool-missing'
  | 'command-failed'
  | 'output-too-large'
  | 'unexpected-output'
  | 'not-found'
  | 'ambiguous'
  | 'wrong-state'
  | 'not-capable'
  | 'busy'
  | 'guest-ignores'
  | 'socket-gone'
  | 'bad-input'
  | 'file-damaged'
  | 'file-unwritable'
  | 'aborted'
  | 'bug';

/** A failure as it travels: what went wrong, what helps, and the raw facts behind it. */
export interface FailureData {
  readonly code: FailureCode;
  /** One sentence that names the thing. */
  readonly message: string;
  /** What the person can do about it; one sentence. */
  readonly remedy?: string;
  /** Facts for details panes and scripts: raw output, fingerprints, candidates. */
  readonly data?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export class Failure extends Error implements FailureData {
  readonly code: FailureCode;
  readonly remedy?: string;
  readonly data?: NonNullable<FailureData['data']>;

  constructor(failure: FailureData) {
    super(failure.message);
    this.name = 'Failure';
    this.code = failure.code;
    if (failure.remedy !== undefined) this.remedy = failure.remedy;
    if (failure.data !== undefined) this.data = failure.data;
  }

  toData(): FailureData {
    return {
      code: this.code,
      message: this.message,
      ...(this.remedy !== undefined && { remedy: this.remedy }),
      ...(this.data !== undefined && { data: this.data }),
    };
  }
}

export function fail(
  code: FailureCode,
  message: string,
  remedy?: string,
  data?: FailureData['data'],
): Failure {
  return new Failure({
    code,
    message,
    ...(remedy !== undefined && { remedy }),
    ...(data !== undefined && { data }),
  });
}

/** By its name: the packed part of the command line (core/bin/host.ts) has a class of its own. */
const isFailure = (caught: unknown): caught is Failure =>
  caught instanceof Error && caught.name === 'Failure';

/** Anything caught, as data. What is no Failure becomes a `bug`, shown as one. */
export function toFailure(caught: unknown): FailureData {
  if (isFailure(caught)) return caught.toData();
  if (caught instanceof Error && caught.name === 'AbortError')
    return { code: 'aborted', message: 'Stopped on request.' };
  const message = caught instanceof Error ? caught.message : String(caught);
  return {
    code: 'bug',
    message: `Internal error: ${message}`,
    remedy: 'This is a bug of ctys; please report it with the details.',
    ...(caught instanceof Error && caught.stack !== undefined && { data: { stack: caught.stack } }),
  };
}
