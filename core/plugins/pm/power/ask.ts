/** A running system asked from inside, over its own channel: to power off, to restart, to change its run level. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import type { MachineAction } from '../../../model/action.ts';
import { fail, toFailure } from '../../../model/failure.ts';
import { commandOf } from './commands.ts';
import { powerFacts } from './facts.ts';
import { allowed } from './rights.ts';

/**
 * Resolves once it has agreed; the end of it is for others to see.
 * @throws Failure rights-missing, tool-missing, not-capable, command-failed, or the channel's
 */
export async function askSystem(on: Channel, action: MachineAction, signal: AbortSignal): Promise<void> {
  const facts = await powerFacts(on, signal);
  const argv = commandOf(facts, action, on.name);
  await tellSystem(on, argv, { ...(await allowed(on, facts, argv, signal)), signal });
}

/** Its connection may well be gone before it has answered. @throws Failure command-failed, rights-missing */
export async function tellSystem(
  on: Channel,
  argv: readonly string[],
  options: CallOptions & { readonly signal: AbortSignal },
): Promise<void> {
  try {
    const { code, stderr } = await on.exec(argv, { ...options, timeout: 30_000 });
    if (code === 0 || code === null) return;
    // sshd ends what it runs before it ends itself.
    if (on.gone.aborted || code > 128) return;
    throw fail(
      'command-failed',
      `${argv.join(' ')} failed on ${on.name}: ${stderr.trim().slice(0, 300) || `exit code ${code}`}`,
    );
  } catch (caught) {
    options.signal.throwIfAborted();
    if (!['connection-lost', 'timeout', 'aborted'].includes(toFailure(caught).code)) throw caught;
  }
}
