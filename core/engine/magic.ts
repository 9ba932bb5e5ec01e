/** Magic packets of this machine, without an inventory or an engine. */
import { magicPacket } from '../model/magic.ts';
import { readSecret } from '../plugins/pm/secret.ts';
import { send } from '../plugins/pm/wake/send.ts';
import { thisMachine } from './reach.ts';

export type MagicGoal = { readonly to: string; readonly port: number } | { readonly interface: string };

/** @throws Failure bad-input, unreachable, rights-missing, tool-missing */
export async function sendMagic(
  mac: string,
  goal: MagicGoal,
  passwordFile: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const password = passwordFile === undefined ? undefined : await readSecret(passwordFile);
  const here = thisMachine();
  try {
    await send(here, magicPacket(mac, password), goal, { signal, mac, locked: password !== undefined });
  } finally {
    here.close();
  }
}
