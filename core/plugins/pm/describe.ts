/** The host's own description: told, and written to where it is kept on the host. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import {
  type Mconf,
  type MconfKeys,
  type MconfKind,
  mconfName,
  mconfPath,
  renderMconf,
} from '../../model/mconf.ts';
import { execAsAllowed } from '../config/account.ts';
import { parseMconf } from './mconf.ts';
import { MCONF_SCRIPT, NO_RIGHT, WRITE_SCRIPT } from './mconf-script.ts';

/** With root's rights where they can be had without asking: only root reads the UUID of the firmware. */
export async function describe(
  on: Channel,
  kind: MconfKind | undefined,
  options: CallOptions,
): Promise<Mconf> {
  const { stdout } = await execAsAllowed(on, ['sh', '-c', MCONF_SCRIPT], { ...options, quiet: true });
  const found = parseMconf(stdout, kind);
  if (found !== null) return found;
  throw fail('unexpected-output', `${on.name} does not tell what it is.`, 'Check its login shell and sh.', {
    output: stdout.slice(0, 500),
  });
}

/** As we are where that is enough, else elevated. @throws Failure rights-missing, command-failed */
export async function write(
  on: Channel,
  kind: MconfKind,
  keys: MconfKeys,
  options: CallOptions,
): Promise<void> {
  const argv = ['sh', '-c', WRITE_SCRIPT, 'sh', mconfName(kind)];
  const stdin = renderMconf(keys);
  const asWeAre = await on.exec(argv, { ...options, stdin });
  const elevated = asWeAre.code === NO_RIGHT && on.elevation !== 'none';
  const { code, stderr } = elevated ? await on.exec(argv, { ...options, stdin, elevate: true }) : asWeAre;
  if (code === 0) return;
  const path = mconfPath(kind);
  if (code === NO_RIGHT)
    throw fail(
      'rights-missing',
      `${path} on ${on.name} is root's: this account may not write it.`,
      `Log in as root, or set an elevation (sudo or ksu) for ${on.name}.`,
      { path },
    );
  throw fail(
    'command-failed',
    `${path} was not written on ${on.name}: ${stderr.trim().slice(-500) || `exit code ${code}`}`,
  );
}
