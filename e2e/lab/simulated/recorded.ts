/**
 * What a bare machine answers to a command: it is run once, for real, where no other process and no home is seen, and its
 * answer is kept for all simulated hosts.
 */
import { execFile } from 'node:child_process';
import type { Answer } from './server.ts';

/** ms; nothing that asks a bare machine takes longer. */
const LIMIT = 30_000;

function run(line: string, home: string): Promise<Answer> {
  const bare = ['--pid', '--fork', '--mount-proc', '--kill-child', 'sh', '-c', line];
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, USER: 'root', LOGNAME: 'root' };
  const options = {
    env,
    cwd: home,
    encoding: 'latin1',
    timeout: LIMIT,
    maxBuffer: 16 * 1024 * 1024,
  } as const;
  return new Promise((resolve) => {
    const child = execFile('unshare', bare, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** `home` is an empty folder. */
export function recorded(home: string): (line: string) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (line) => {
    const known = answers.get(line) ?? run(line, home);
    answers.set(line, known);
    return known;
  };
}
