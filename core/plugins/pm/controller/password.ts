/** The password of a controller: from a file, from the environment, or asked for and kept in memory only. */
import { fail } from '../../../model/failure.ts';
import type { BmcConfig } from '../../../model/host.ts';
import type { Around } from '../../plugin.ts';
import { readSecret } from '../secret.ts';

const given = new Map<string, string>();

const keyOf = ({ address, user = '' }: BmcConfig): string => `${user}@${address}`;

/** @throws Failure auth-denied where there is none and nobody gives one */
export async function passwordOf(bmc: BmcConfig, { ask, config }: Around): Promise<string> {
  if (bmc.passwordFile !== undefined) return await readSecret(bmc.passwordFile);
  const known = given.get(keyOf(bmc)) ?? process.env.CTYS_BMC_PASSWORD;
  if (known !== undefined && known !== '') return known;
  const who = bmc.user === undefined ? bmc.address : `${bmc.user}@${bmc.address}`;
  const [password] =
    (await ask({
      host: config.name,
      kind: 'password',
      text: `Password of ${who}, the management controller of ${config.name}`,
      fields: [{ label: 'Password', echo: false }],
    })) ?? [];
  if (password === undefined || password === '' || /[\n\r\0]/.test(password))
    throw fail(
      'auth-denied',
      `No password was given for the management controller of ${config.name}.`,
      'Give it when asked, in the environment (CTYS_BMC_PASSWORD), or name a file with it in hosts.yaml: bmc: { passwordFile: ... }.',
    );
  given.set(keyOf(bmc), password);
  return password;
}

/** It was not accepted: it is asked for again. */
export function forgetPassword(bmc: BmcConfig): void {
  given.delete(keyOf(bmc));
}
