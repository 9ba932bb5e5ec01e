/** What files cannot do, as Failures that name the file. */
import { type Failure, fail } from '../model/failure.ts';
import { shownName } from '../model/file-name.ts';

export type FileError = 'missing' | 'denied' | 'exists' | 'full' | 'unsupported' | 'other';

/** `said`: what the host or the system says to it. */
export function fileFault(error: FileError, path: string, host: string, said: string): Failure {
  const file = `${shownName(path).slice(0, 300)} on ${host}`;
  const data = { reason: said.slice(0, 300) };
  switch (error) {
    case 'missing':
      return fail('not-found', `There is no ${file}.`, 'It may have been removed; look again.', data);
    case 'denied':
      return fail(
        'rights-missing',
        `The account has no right to ${file}.`,
        'Choose another place, or log in as an account that has.',
        data,
      );
    case 'exists':
      return fail('wrong-state', `${file} is there already.`, 'Replace it, or use another name.', data);
    case 'full':
      return fail(
        'file-unwritable',
        `There is no room left for ${file}.`,
        'Make room there and copy again: it goes on where it stopped.',
        data,
      );
    case 'unsupported':
      return fail('not-capable', `${host} cannot do this with ${file}.`, undefined, data);
    default:
      return fail('command-failed', `${file}: ${said.slice(0, 200)}.`, undefined, data);
  }
}

const ERRNO: Readonly<Record<string, FileError>> = {
  ...{ ENOENT: 'missing', ENOTDIR: 'missing', EACCES: 'denied', EPERM: 'denied', EROFS: 'denied' },
  ...{ EEXIST: 'exists', ENOTEMPTY: 'exists', ENOSPC: 'full', EDQUOT: 'full', ENOSYS: 'unsupported' },
};

export const errnoFault = (caught: unknown, path: string, host: string): Failure => {
  const { code, message } = caught as NodeJS.ErrnoException;
  return fileFault(ERRNO[code ?? ''] ?? 'other', path, host, message);
};
