/** What the command line exits with: chosen by what went wrong, so that scripts can tell. */
import type { FailureCode } from '../model/failure.ts';

export const EXIT = {
  ok: 0,
  /** The call cannot be read, or says what cannot be. */
  badCall: 1,
  /** A file or database is missing or damaged. */
  noFile: 2,
  /** No machine, host, job or macro of that name. */
  notFound: 3,
  /** Several machines have that address. */
  ambiguous: 4,
  /** A host does not answer, or let us in. */
  unreachable: 5,
  /** A right is missing. */
  rights: 6,
  /** It was tried and did not succeed. */
  failed: 7,
  /** Stopped on request. */
  aborted: 130,
} as const;

const BY_CODE: Partial<Record<FailureCode, number>> = {
  'bad-input': EXIT.badCall,
  'not-found': EXIT.notFound,
  ambiguous: EXIT.ambiguous,
  'file-damaged': EXIT.noFile,
  'file-unwritable': EXIT.noFile,
  'no-such-host': EXIT.unreachable,
  unreachable: EXIT.unreachable,
  refused: EXIT.unreachable,
  timeout: EXIT.unreachable,
  'connection-lost': EXIT.unreachable,
  'auth-denied': EXIT.unreachable,
  'host-key-unknown': EXIT.unreachable,
  'host-key-changed': EXIT.unreachable,
  'host-key-revoked': EXIT.unreachable,
  'transport-unable': EXIT.unreachable,
  'rights-missing': EXIT.rights,
  aborted: EXIT.aborted,
};

export const exitCodeOf = (code: FailureCode): number => BY_CODE[code] ?? EXIT.failed;

/** For help and the manual. */
export const EXIT_TEXTS: readonly (readonly [number, string])[] = [
  [EXIT.ok, 'Done.'],
  [EXIT.badCall, 'The call cannot be read, or says what cannot be.'],
  [EXIT.noFile, 'A file or database is missing or damaged.'],
  [EXIT.notFound, 'No machine, host or macro of that name.'],
  [EXIT.ambiguous, 'Several machines have that address (vhost -M UNIQUE: 11).'],
  [EXIT.unreachable, 'A host does not answer, or let us in.'],
  [EXIT.rights, 'A right is missing.'],
  [EXIT.failed, 'It was tried and did not succeed (vhost without a database too).'],
  [EXIT.aborted, 'Stopped.'],
];
