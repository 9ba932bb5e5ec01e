/** A shell or a command of a person on a host, under a label: what becomes of SHELL, CMD and CHDIR. Pure. */
import type { ShellRun } from '../../model/console.ts';
import { MARK } from './processes.ts';

/**
 * The session's own shell, whose command line tells everybody on the host its type and label. $3 folder, $4 how. It waits
 * for what it runs, so that the label stays as long as that does.
 */
const RUN_SCRIPT = `
folder=$3 how=$4
shift 4
case $folder in
  '') ;;
  '~') cd ;;
  '~/'*) cd "$HOME/\${folder#??}" || exit 1 ;;
  *) cd -- "$folder" || exit 1 ;;
esac
case $how in
  login) "\${SHELL:-/bin/sh}" -l ;;
  command) "\${SHELL:-/bin/sh}" -c "$1" ;;
  *) "$@" ;;
esac
exit $?
`;

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** A command goes to a shell as it was written, as with ssh: that of the person, or the one that is named. */
export function runArgv({ label, shell, command, folder = '' }: ShellRun, type = 'CLI'): readonly string[] {
  const head = ['sh', '-c', RUN_SCRIPT, MARK, type, label, folder];
  if (shell !== undefined)
    return [...head, 'words', ...words(shell), ...(command === undefined ? [] : [command])];
  return command === undefined ? [...head, 'login'] : [...head, 'command', command];
}

/** Words as they are, without a shell of the person. */
export const programArgv = (
  label: string,
  argv: readonly string[],
  type: string,
  folder = '',
): readonly string[] => ['sh', '-c', RUN_SCRIPT, MARK, type, label, folder, 'words', ...argv];
