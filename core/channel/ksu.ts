/**
 * ksu (MIT Kerberos) as a command line. By itself it would look a command up in no PATH, and end with 0 whatever the
 * command ended with (it exits with the raw wait status, of which 8 bits are kept). So it runs a shell that runs the
 * command, and the code comes back on a descriptor of its own; no code: ksu refused. What ksu itself says goes to
 * stderr, so that stdout is the command's alone.
 */

/** As root, in the shell ksu runs: descriptor 3 takes the code, 4 is the command's stdout. */
const INSIDE = 'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin;"$@" >&4 3>&- 4>&-;echo $? >&3';
const OUTSIDE =
  'inside=$1;shift;' +
  '{ code=$(exec ksu root -q -e /bin/sh -c "$inside" sh "$@" 3>&1 >&2); own=$?; } 4>&1;' +
  '[ -n "$code" ] || code=$own;exit "$code"';

/** argv that runs `argv` as root; none: a shell of root's. */
export const ksu = (argv: readonly string[]): readonly string[] =>
  argv.length === 0 ? ['ksu', 'root', '-q'] : ['sh', '-c', OUTSIDE, 'sh', INSIDE, ...argv];
