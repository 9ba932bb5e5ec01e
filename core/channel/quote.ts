/**
 * The one place where argv becomes a command line. sshd hands it to the account's login shell, which may be
 * bash, dash, fish or tcsh; they agree on single quotes only for some characters: tcsh replaces `!` and refuses
 * newlines inside them, fish takes `\` and `'` as escapes there. Words with such characters travel as octal
 * escapes, which a POSIX sh on the host turns back.
 */
import { fail } from '../model/failure.ts';

/** sshd passes the line as one argument, which Linux limits to 128 KiB (MAX_ARG_STRLEN). */
const MAX_LINE = 120 * 1024;

const BARE = /^[A-Za-z0-9_./-]+$/;
/** Printable ASCII without the four characters the shells disagree on; `%` and all else pass in single quotes. */
const PLAIN = /^[ -~]*$/;
const DISPUTED = /['\\!]/;
const DECODE = 'eval "exec $(printf "$1")"';

const isPlain = (word: string): boolean => PLAIN.test(word) && !DISPUTED.test(word);
const wrap = (word: string): string => (BARE.test(word) ? word : `'${word}'`);

/** Quoted for a POSIX shell; what `eval` meets on the host after decoding. */
const posix = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Bytes that do not go as they are: `printf` reads `%`, and the shells disagree on the others. */
const ESCAPED = /[^ -~]|[%'\\!]/g;

/** Each look at a host passes here: byte by byte would cost more than all else of its command. */
const octal = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(ESCAPED, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);

/**
 * A command line that runs exactly `argv`, replacing the shell that reads it, whatever login shell that is.
 * @throws Failure bad-input for an empty argv, a NUL character, or a line too long for the host
 */
export function quote(argv: readonly string[]): string {
  if (argv.length === 0) throw fail('bad-input', 'An empty command cannot be run.');
  if (argv.some((word) => word.includes('\0')))
    throw fail('bad-input', `An argument of ${argv[0]} contains a NUL character.`, 'Remove it.');
  const line = argv.every(isPlain)
    ? `exec ${argv.map(wrap).join(' ')}`
    : `exec sh -c '${DECODE}' sh '${octal(argv.map(posix).join(' '))}'`;
  if (line.length > MAX_LINE)
    throw fail(
      'bad-input',
      `The arguments of ${argv[0]} are too long for a command line.`,
      'Send long text by standard input.',
    );
  return line;
}
