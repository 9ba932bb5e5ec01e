/**
 * ssh_config, as OpenSSH itself understands it: `ssh -G` prints the options in force for a host, with Match,
 * Include and defaults applied (ssh(1), since 6.8). What the inventory says of a host goes first.
 */
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import { startLocal } from './local.ts';
import { run } from './run.ts';

export interface SshOptions {
  /** What was asked for: the alias ssh_config knows it by. */
  readonly alias: string;
  /** Name or address to connect to. */
  readonly hostname: string;
  readonly port: number;
  readonly user: string;
  /** Nearest first; empty: direct. */
  readonly jumps: readonly string[];
  /** With its tokens replaced; run by a shell, as ssh does. */
  readonly proxyCommand?: string;
  readonly identityFiles: readonly string[];
  readonly certificateFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** Socket of the agent; null: none. */
  readonly agent: string | null;
  readonly userKnownHosts: readonly string[];
  readonly globalKnownHosts: readonly string[];
  readonly strict: 'yes' | 'no' | 'ask' | 'accept-new';
  /** Name the host's key is filed under, without its port. */
  readonly hostKeyAlias?: string;
  readonly hashKnownHosts: boolean;
  readonly publicKey: boolean;
  readonly password: boolean;
  readonly keyboardInteractive: boolean;
  readonly passwordPrompts: number;
  readonly gssapi: boolean;
  readonly addressFamily: 0 | 4 | 6;
}

export interface ConfigSource {
  /** Another file than ~/.ssh/config. */
  readonly file?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

type Values = ReadonlyMap<string, readonly string[]>;

/** The lines of `ssh -G`: a lower-case keyword, a space, its value; repeated for lists. */
export function parseOptions(text: string): Values {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const gap = line.indexOf(' ');
    if (gap <= 0) continue;
    const key = line.slice(0, gap).toLowerCase();
    values.set(key, [...(values.get(key) ?? []), line.slice(gap + 1).trim()]);
  }
  return values;
}

const isNo = (value: string | undefined): boolean => value === 'no' || value === 'false' || value === 'none';

function strictness(value: string | undefined): SshOptions['strict'] {
  if (value === 'yes' || value === 'true') return 'yes';
  if (value === 'no' || value === 'false' || value === 'off') return 'no';
  return value === 'accept-new' ? 'accept-new' : 'ask';
}

/** Tokens of ssh_config(5) that matter for files and proxies. */
type Tokens = Readonly<Record<string, string>>;
const expand = (text: string, tokens: Tokens): string =>
  text.replace(/%(.)/g, (whole, letter: string) => (letter === '%' ? '%' : (tokens[letter] ?? whole)));

export function expandPath(path: string, home: string, tokens: Tokens = {}): string {
  const full = path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
  return expand(full, { d: home, ...tokens });
}

/** Values put into a shell line: only what can be no shell syntax. */
const HARMLESS = /^[A-Za-z0-9._:@%+-]+$/;

function proxyLine(command: string, tokens: Tokens): string {
  for (const letter of ['h', 'n', 'p', 'r'])
    if (command.includes(`%${letter}`) && !HARMLESS.test(tokens[letter] ?? ''))
      throw fail(
        'bad-input',
        `The name ${tokens[letter]} has characters that cannot stand in a ProxyCommand.`,
        'Use letters, digits, dots and dashes.',
      );
  return expand(command, tokens);
}

function agentOf(value: string | undefined, env: NodeJS.ProcessEnv, home: string): string | null {
  if (value === 'none') return null;
  if (value === undefined || value === 'SSH_AUTH_SOCK') return env.SSH_AUTH_SOCK || null;
  if (value.startsWith('$')) return env[value.slice(1).replace(/^\{(.*)\}$/, '$1')] || null;
  return expandPath(value, home);
}

const words = (value: string | undefined): readonly string[] =>
  (value ?? '').split(/\s+/).filter((word) => word !== '' && word !== 'none');

/** What ssh printed, as options; `host` overrides. */
export function toOptions(
  host: HostConfig,
  alias: string,
  values: Values,
  env: NodeJS.ProcessEnv,
): SshOptions {
  const home = env.HOME ?? homedir();
  const one = (key: string): string | undefined => values.get(key)?.[0];
  const hostname = one('hostname') ?? alias;
  const port = host.port ?? Number(one('port') ?? 22);
  const user = host.user ?? one('user') ?? userInfo().username;
  const tokens = {
    h: hostname,
    n: alias,
    p: String(port),
    r: user,
    u: userInfo().username,
    i: String(userInfo().uid),
  };
  const file = (path: string): string => expandPath(path, home, tokens);
  const proxyCommand = one('proxycommand');
  const jump = one('proxyjump');
  const family = one('addressfamily');
  return {
    alias,
    hostname,
    port,
    user,
    jumps:
      host.jump ?? (jump === undefined || jump === 'none' ? [] : jump.split(',').map((hop) => hop.trim())),
    ...(host.jump === undefined &&
      proxyCommand !== undefined &&
      proxyCommand !== 'none' && { proxyCommand: proxyLine(proxyCommand, tokens) }),
    identityFiles: [
      ...(host.identity === undefined ? [] : [file(host.identity)]),
      ...(values.get('identityfile') ?? []).filter((path) => path !== 'none').map(file),
    ],
    certificateFiles: (values.get('certificatefile') ?? []).filter((path) => path !== 'none').map(file),
    identitiesOnly: one('identitiesonly') === 'yes' || one('identitiesonly') === 'true',
    agent: agentOf(one('identityagent'), env, home),
    userKnownHosts: words(one('userknownhostsfile')).map(file),
    globalKnownHosts: words(one('globalknownhostsfile')).map(file),
    strict: strictness(one('stricthostkeychecking')),
    ...(one('hostkeyalias') !== undefined && { hostKeyAlias: one('hostkeyalias') as string }),
    hashKnownHosts: !isNo(one('hashknownhosts') ?? 'no'),
    publicKey: !isNo(one('pubkeyauthentication')),
    password: !isNo(one('passwordauthentication')),
    keyboardInteractive: !isNo(one('kbdinteractiveauthentication') ?? one('challengeresponseauthentication')),
    passwordPrompts: Number(one('numberofpasswordprompts') ?? 3),
    gssapi: !isNo(one('gssapiauthentication') ?? 'no'),
    addressFamily: family === 'inet' ? 4 : family === 'inet6' ? 6 : 0,
  };
}

/** Options of ssh that make it see the inventory's view of a host; the host itself comes last, behind `--`. */
export function sshArgs(host: HostConfig, file?: string): readonly string[] {
  return [
    ...(file === undefined ? [] : ['-F', file]),
    ...(host.user === undefined ? [] : ['-l', host.user]),
    ...(host.port === undefined ? [] : ['-p', String(host.port)]),
    ...(host.identity === undefined ? [] : ['-i', expandPath(host.identity, homedir())]),
  ];
}

/** The name given to ssh: what ssh_config knows the host by. */
export const sshTarget = (host: HostConfig): string => host.address ?? host.name;

/** @throws Failure bad-input (ssh refuses the name or its configuration), tool-missing */
export async function sshOptions(host: HostConfig, source: ConfigSource = {}): Promise<SshOptions> {
  const alias = sshTarget(host);
  if (alias.startsWith('-') || /[\s\0]/.test(alias))
    throw fail('bad-input', `${alias} is no host name.`, 'Correct it in the hosts file.');
  const env = source.env ?? process.env;
  // -i is left out: identity files given so would hide those of ssh_config, which stay as further tries.
  const { identity: _, ...rest } = host;
  const argv = ['ssh', '-G', ...sshArgs(rest, source.file), '--', alias];
  const result = await run(startLocal(argv, env), {
    host: 'this machine',
    what: 'ssh -G',
    gone: new AbortController().signal,
    ...(source.signal !== undefined && { signal: source.signal }),
  });
  if (result.code === 127)
    throw fail(
      'tool-missing',
      'The ssh program is not installed on this machine.',
      'Install OpenSSH (openssh-client).',
      {
        tool: 'ssh',
      },
    );
  if (result.code !== 0)
    throw fail(
      'bad-input',
      `ssh does not accept its configuration for ${alias}.`,
      'Correct the named line.',
      {
        stderr: result.stderr.slice(0, 2000),
        ...(source.file !== undefined && isAbsolute(source.file) && { file: source.file }),
      },
    );
  return toOptions(host, alias, parseOptions(result.stdout), env);
}
