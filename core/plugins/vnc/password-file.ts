/** The password file of VNC sessions: the person's own, made where there is none. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import { makePassword, readSecret, SHIPPED_DEFAULT, writeSecret } from './secret.ts';

/** $1: a path, or nothing for the person's own. Prints the path, then the content in base64 if there is any. */
const READ_SCRIPT = `
f=$1
if [ -z "$f" ]; then
  f=$HOME/.vnc/passwd
  [ -e "$f" ] || { [ -e "$HOME/.config/tigervnc/passwd" ] && f=$HOME/.config/tigervnc/passwd; }
fi
printf '%s\\n' "$f"
head -c 64 "$f" 2>/dev/null | base64
exit 0
`;

/**
 * $1: the path, $2: `renew` where one is there. Nobody else can read it, not for a moment; of several that make it at the
 * same time the first one wins.
 */
const WRITE_SCRIPT = `
umask 077
export LC_ALL=C
mkdir -p "$(dirname "$1")" && n=$(mktemp "$1.XXXXXX") || exit 1
cat >"$n" || { rm -f "$n"; exit 1; }
if [ "$2" = renew ]; then mv -f "$n" "$1"; exit; fi
ln "$n" "$1" 2>/dev/null
rm -f "$n"
[ -s "$1" ]
`;

export interface PasswordFile {
  readonly path: string;
  /** null: it holds none, or may not be read. */
  readonly password: string | null;
}

export async function readPasswordFile(
  on: Channel,
  path: string | undefined,
  options: CallOptions = {},
): Promise<PasswordFile> {
  const { stdout } = await on.exec(['sh', '-c', READ_SCRIPT, 'sh', path ?? ''], {
    ...options,
    maxBytes: 16_384,
  });
  const [name = '', ...content] = stdout.split('\n');
  if (!name.startsWith('/')) throw fail('unexpected-output', `${on.name} does not tell where our home is.`);
  return { path: name, password: readSecret(Buffer.from(content.join(''), 'base64')) };
}

const FULL = /No space left|[Qq]uota exceeded/;

function unwritable(host: string, path: string, stderr: string): Failure {
  const data = { stderr: stderr.slice(0, 500) };
  return FULL.test(stderr)
    ? fail('file-unwritable', `There is no room left for ${path} on ${host}.`, 'Make room there.', data)
    : fail('file-unwritable', `${path} cannot be written on ${host}.`, 'Make its folder writable.', data);
}

/** The path of a file with a password that is nobody else's. @throws Failure file-unwritable */
export async function ensurePasswordFile(
  on: Channel,
  log: (text: string) => void,
  options: CallOptions,
): Promise<string> {
  const { path, password } = await readPasswordFile(on, undefined, options);
  if (password !== null && password !== '' && password !== SHIPPED_DEFAULT) return path;
  const how = password === null ? 'make' : 'renew';
  const { code, stderr } = await on.exec(['sh', '-c', WRITE_SCRIPT, 'sh', path, how], {
    ...options,
    stdin: writeSecret(makePassword()),
  });
  if (code !== 0) throw unwritable(on.name, path, stderr);
  log(
    password === SHIPPED_DEFAULT
      ? `${path} held the password the ancestor was shipped with; it has a new one now.`
      : `${path} was missing; it was made, with a password of its own.`,
  );
  return path;
}
