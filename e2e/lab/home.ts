/** `lab.home`: what a person who works with the lab has at home. Keys, ssh_config, known_hosts, hosts.yaml. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { HOST_KEY, writeAt } from './host-files.ts';
import { makeKey, makeLockedKey, publicKey } from './keys.ts';
import { GATE, HOSTS, type HostSpec, type Layout, manyNames, manySpec } from './layout.ts';

export interface HomePaths {
  readonly home: string;
  readonly sshConfig: string;
  readonly knownHosts: string;
  readonly hostsFile: string;
  /** Key without passphrase; opens every account. */
  readonly identity: string;
  /** Key whose passphrase is `LAB_PASSWORD`; opens every account. */
  readonly lockedIdentity: string;
  /** Key that opens nothing. */
  readonly strangerIdentity: string;
}

/** A lab of any kind: it has a folder for its person. */
type WithHome = Pick<Layout, 'home'>;

export function homePaths(lab: WithHome): HomePaths {
  const at = (path: string) => join(lab.home, path);
  return {
    home: lab.home,
    sshConfig: at('ssh_config'),
    knownHosts: at('known_hosts'),
    hostsFile: at('config/ctys/hosts.yaml'),
    identity: at('keys/id_lab'),
    lockedIdentity: at('keys/id_locked'),
    strangerIdentity: at('keys/id_stranger'),
  };
}

/** Environment that makes a process of the product live in `lab.home`. */
export function homeEnv(lab: WithHome): Readonly<Record<string, string>> {
  return {
    XDG_CONFIG_HOME: join(lab.home, 'config'),
    XDG_CACHE_HOME: join(lab.home, 'cache'),
    XDG_STATE_HOME: join(lab.home, 'state'),
    CTYS_SSH_CONFIG: join(lab.home, 'ssh_config'),
  };
}

export async function makeKeys(lab: WithHome): Promise<void> {
  const paths = homePaths(lab);
  const folder = join(lab.home, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await Promise.all([
    makeKey(paths.identity, 'lab'),
    makeKey(paths.strangerIdentity, 'stranger'),
    makeLockedKey(paths.lockedIdentity, 'locked', folder),
  ]);
}

interface Entry {
  readonly name: string;
  readonly address: string;
  readonly spec: HostSpec;
}

/** ssh_config, known_hosts and hosts.yaml for the hosts of the lab and `many` more. */
export function writeHome(lab: Layout, many: number): void {
  const paths = homePaths(lab);
  const entries = labEntries(lab, many);
  for (const name of ['config', 'cache', 'state'])
    mkdirSync(join(lab.home, name), { recursive: true, mode: 0o700 });
  writeAt(paths.sshConfig, sshConfig(entries, paths));
  writeAt(paths.knownHosts, entries.map((entry) => knownHost(lab, entry)).join(''), 0o600);
  writeAt(paths.hostsFile, hostsYaml(entries, paths), 0o600);
}

function labEntries(lab: Layout, many: number): readonly Entry[] {
  const all = manySpec(many);
  return [
    ...HOSTS.map((spec) => ({ name: spec.name, address: lab.address(spec), spec })),
    ...manyNames(many).map((name, i) => ({ name, address: lab.address(all, all.parts[i]), spec: all })),
  ];
}

function sshConfig(entries: readonly Entry[], paths: HomePaths): string {
  const hosts = entries.map(({ name, address, spec }) =>
    [
      `Host ${name}`,
      `  HostName ${address}`,
      ...(spec.net === 'far' ? [`  ProxyJump ${GATE.name}`] : []),
      '',
    ].join('\n'),
  );
  return [...hosts, sshDefaults(paths)].join('\n');
}

/** The end of an ssh_config: acue with the lab's key, and no host that is not known. */
export function sshDefaults(paths: HomePaths): string {
  return [
    'Host *',
    '  User acue',
    `  IdentityFile ${paths.identity}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    `  UserKnownHostsFile ${paths.knownHosts}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    '  UpdateHostKeys no',
    '',
  ].join('\n');
}

interface AddedHost {
  readonly address: string;
  readonly user: string;
  readonly jump?: string;
}

/** One more host, before everything else: hosts.yaml has `entry`, known_hosts the line. */
export function addHost(home: HomePaths, name: string, entry: AddedHost, knownHost: string): void {
  const file = parse(readFileSync(home.hostsFile, 'utf8')) as { hosts: Record<string, unknown> };
  file.hosts[name] = entry;
  writeFileSync(home.hostsFile, stringify(file));
  appendFileSync(home.knownHosts, knownHost);
  const { address, user, jump } = entry;
  const lines = [`Host ${name}`, `  HostName ${address}`, `  User ${user}`];
  if (jump !== undefined) lines.push(`  ProxyJump ${jump}`);
  writeFileSync(home.sshConfig, `${lines.join('\n')}\n\n${readFileSync(home.sshConfig, 'utf8')}`);
}

function knownHost(lab: Layout, { name, address, spec }: Entry): string {
  const key = publicKey(join(lab.hostDir(spec.name), 'upper', `${HOST_KEY}.pub`));
  return `${name},${address} ${key}\n`;
}

function hostsYaml(entries: readonly Entry[], paths: HomePaths): string {
  const host = ({ address, spec }: Entry) => ({
    address,
    user: 'acue',
    ...(spec.net === 'far' && { jump: GATE.name }),
    elevation: spec.sudo === 'none' ? 'none' : 'sudo',
    identity: paths.identity,
    groups: [spec.name === 'many' ? 'many' : 'lab'],
  });
  return stringify({
    version: 1,
    hosts: Object.fromEntries(entries.map((entry) => [entry.name, host(entry)])),
  });
}
