/** A Kerberos realm on one host of the lab: its KDC, the host's keytab, its people. All of it goes with the host. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAt } from './host-files.ts';
import type { LabHost } from './host.ts';
import type { Lab } from './index.ts';
import { must, waitFor } from './run.ts';

export const REALM = 'LAB.CTYS';

/** Settings of sshd that let people in by their tickets and by nothing else. */
export const TICKETS_ONLY: readonly string[] = [
  'GSSAPIAuthentication yes',
  // The host answers to its address too.
  'GSSAPIStrictAcceptorCheck no',
  'PubkeyAuthentication no',
  'PasswordAuthentication no',
];

export interface Realm {
  /** For programs of this machine that use the realm; the tickets in it begin empty. */
  readonly env: Readonly<Record<string, string>>;
  /** The lab's ssh_config, with Kerberos allowed and tickets handed on. */
  readonly sshConfig: string;
  /** `kinit` on this machine: the tickets in `env` are those of `name`. */
  login(name: string): Promise<void>;
  /** `kdestroy` on this machine. */
  logout(): Promise<void>;
  /** `kinit` of an account on the host itself. */
  loginThere(name: string): Promise<void>;
}

const KDC = '/run/kdc';
const inKdc = (...argv: readonly string[]): readonly string[] => [
  'env',
  `KRB5_KDC_PROFILE=${KDC}/kdc.conf`,
  ...argv,
];

/** Makes `host` the KDC of a realm with the accounts `people`, and a member of it. */
export async function realmUp(lab: Lab, host: LabHost, people: readonly string[]): Promise<Realm> {
  const password = randomBytes(12).toString('hex');
  const home = join(lab.home, 'kerberos');
  mkdirSync(home, { recursive: true });
  const config = clientConfig(host.address);
  writeAt(`${home}/krb5.conf`, config);
  writeAt(await host.path('/etc/krb5.conf'), config);
  writeAt(await host.path(`${KDC}/kdc.conf`), kdcConfig());
  await host.must(inKdc('kdb5_util', 'create', '-s', '-r', REALM, '-P', password));
  const admin = (query: string) => host.must(inKdc('kadmin.local', '-q', query));
  for (const service of [`host/${host.name}`, `host/${host.address}`]) {
    await admin(`addprinc -randkey ${service}`);
    await admin(`ktadd -k /etc/krb5.keytab ${service}`);
  }
  for (const name of people) await admin(`addprinc -pw ${password} ${name}`);
  await host.must(inKdc('krb5kdc'));
  const env = { KRB5_CONFIG: `${home}/krb5.conf`, KRB5CCNAME: `FILE:${home}/tickets` };
  const sshConfig = `${home}/ssh_config`;
  writeAt(sshConfig, `GSSAPIAuthentication yes\nGSSAPIDelegateCredentials yes\nInclude ${lab.sshConfig}\n`);
  const mine = { env: { ...process.env, ...env } };
  const input = `${password}\n`;
  const realm: Realm = {
    env,
    sshConfig,
    login: async (name) => void (await must(['kinit', '-f', name], { ...mine, input })),
    logout: async () => void (await must(['kdestroy', '-q'], mine)),
    loginThere: async (name) => void (await host.must(['kinit', name], { user: name, input })),
  };
  // It answers a moment after it has gone into the background.
  await waitFor('the KDC', () =>
    realm.login(people[0] ?? '').then(
      () => true,
      () => false,
    ),
  );
  return realm;
}

/** No DNS: names are what they are, and the KDC is at its address. */
const clientConfig = (kdc: string): string => `[libdefaults]
  default_realm = ${REALM}
  default_ccache_name = FILE:/tmp/krb5cc_%{uid}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
[realms]
  ${REALM} = {
    kdc = ${kdc}
  }
`;

const kdcConfig = (): string => `[kdcdefaults]
  kdc_listen = 88
  kdc_tcp_listen = 88
[realms]
  ${REALM} = {
    database_name = ${KDC}/principal
    key_stash_file = ${KDC}/stash
    supported_enctypes = aes256-cts-hmac-sha1-96:normal
  }
`;
