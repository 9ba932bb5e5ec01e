/**
 * Ending processes on a host. sshd sends no signal when a session without terminal closes, and takes none for root
 * (its signalling needs privilege separation) or before OpenSSH 7.9: a second session ends them by process id.
 */
import { quote } from './quote.ts';

/** `-s` and `--` together are what every kill understands for a group; the leader alone is the second best. */
const SCRIPT =
  's() { for p do kill -s $sig -- "-$p" 2>/dev/null || kill -s $sig "$p" 2>/dev/null; done; }; ' +
  'sig=TERM; s "$@"; i=0; ' +
  'while [ $i -lt 10 ]; do sig=0; s "$@" || exit 0; sleep 0.1; i=$((i+1)); done; ' +
  'sig=KILL; s "$@"';

/** TERM to the groups led by `pids`, KILL to what is left after a second. The line outlives its connection. */
export const endLine = (pids: readonly number[]): string =>
  quote(['sh', '-c', SCRIPT, 'sh', ...pids.map(String)]);
