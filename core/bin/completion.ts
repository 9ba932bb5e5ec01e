/** Completion in shells: `ctys completion bash|zsh|fish` prints what a shell reads, which calls `ctys complete`. */
import { complete, type KnownNames } from '../ctys/complete.ts';
import { fail } from '../model/failure.ts';
import { openCore } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { fileMacros, groupFiles } from './lookup.ts';
import { snapshot } from './snapshot.ts';

/**
 * Bash takes words apart at `=` and `:`; what stands before the last of them is there already. Of a word that begins with a
 * quote all behind the quote is put in place.
 */
const BASH = `_ctys() {
  local IFS=$'\\n' line="\${COMP_LINE:0:COMP_POINT}"
  local word="\${line##* }"
  local given="\${word%"\${word##*[=:]}"}"
  COMPREPLY=($(ctys complete -- "$line" 2>/dev/null))
  case "\${COMP_WORDS[COMP_CWORD]}" in
    [\\'\\"]*) COMPREPLY=("\${COMPREPLY[@]#?}") ;;
    *) COMPREPLY=("\${COMPREPLY[@]#"$given"}") ;;
  esac
}
complete -o nospace -F _ctys ctys
`;

const ZSH = `#compdef ctys
_ctys() {
  local -a words_
  words_=("\${(@f)$(ctys complete -- "$LBUFFER" 2>/dev/null)}")
  compadd -U -Q -S '' -- $words_
}
compdef _ctys ctys
`;

const FISH = `complete -c ctys -f -a '(ctys complete -- (commandline -cp) 2>/dev/null)'
`;

const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

/** @throws Failure bad-input */
export function completion([shell = '']: readonly string[], io: Io): number {
  const script = SCRIPTS[shell];
  if (script === undefined)
    throw fail(
      'bad-input',
      shell === '' ? 'Which shell?' : `There is no completion for '${shell}'.`,
      'One of bash, zsh, fish: source <(ctys completion bash)',
    );
  io.out(script);
  return EXIT.ok;
}

/** Each candidate as the whole word it would make, one a line. No host is asked. */
export async function completeLine(words: readonly string[], io: Io): Promise<number> {
  const line = (words[0] === '--' ? words.slice(1) : words).join(' ');
  const { from, items, word } = complete(line, line.length, await knownNames(io));
  const start = line.slice(word ?? line.lastIndexOf(' ', from) + 1, from);
  io.out(items.map(({ text }) => `${start}${text}\n`).join(''));
  return EXIT.ok;
}

async function knownNames(io: Io): Promise<KnownNames> {
  const core = await openCore();
  try {
    const { hosts, machines } = await snapshot(core.api, io.signal);
    return {
      hosts: [...hosts.keys()].sort(),
      labels: [...new Set([...machines.values()].map(({ label }) => label))].sort(),
      macros: [...fileMacros(undefined).keys()],
      groups: groupFiles().map(({ name }) => name),
      machines: [...machines.values()],
    };
  } finally {
    await core.close();
  }
}
