/** Whether a command may be run as root, known before anything is stopped. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import type { PowerFacts } from './facts.ts';

/**
 * How it is to be run. A password is asked from the person, never waited for on the host.
 * @throws Failure rights-missing
 */
export async function allowed(
  on: Channel,
  facts: PowerFacts,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<CallOptions> {
  const [path = ''] = argv;
  const name = path.split('/').at(-1) ?? '';
  if (facts.uid === 0 || facts.granted.has(name)) return {};
  if (on.elevation === 'none')
    throw fail(
      'rights-missing',
      `${facts.user} may not run ${path} on ${on.name}: it is root's, and ${on.name} has no elevation.`,
      `Set elevation: sudo for ${on.name} in hosts.yaml, and add with visudo there: ${facts.user} ALL=(root) NOPASSWD: ${path}`,
    );
  if (on.elevation === 'sudo' && (await isFree(on, argv, signal))) return { elevate: true };
  await on.exec(harmless(facts, path), { elevate: true, signal });
  return { elevate: true };
}

/** A rule of sudo's lets it run without a password. `-l` only looks. */
async function isFree(on: Channel, argv: readonly string[], signal: AbortSignal): Promise<boolean> {
  const { code } = await on.exec(['sudo', '-n', '-l', '--', ...argv], { signal });
  if (code !== 0) return false;
  const { stdout } = await on.exec(['env', 'LC_ALL=C', 'sudo', '-n', '-l'], { signal });
  return stdout.split('\n').some((line) => isRuleFor(line, argv[0] ?? ''));
}

const isRuleFor = (line: string, path: string): boolean => {
  const [, commands] = /NOPASSWD: (.*)$/.exec(line) ?? [];
  return commands?.split(', ').some((one) => one === 'ALL' || one.split(' ')[0] === path) ?? false;
};

/** Asks for the password where one is needed, and does nothing: help of the same command, else nothing at all. */
const harmless = ({ system }: PowerFacts, path: string): readonly string[] =>
  system === 'Linux' && !path.endsWith('/init') ? [path, '--help'] : ['true'];
