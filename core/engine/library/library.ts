/**
 * What a person keeps to use again: macros (saved calls and views are macros too) and groups of hosts, in the
 * ancestor's files. Ours stand below the configuration folder and are written; those below `~/.ctys` are read.
 */
import { join } from 'node:path';
import { MACRO_NAME, type Macro, parseMacros, removeMacro, saveMacro } from '../../ctys/macro-file.ts';
import { fail } from '../../model/failure.ts';
import { readState, writeAtomic } from '../files.ts';
import type { Notices } from '../notices.ts';
import { MOST_BYTES, readTextFiles, type TextFile } from './text-files.ts';

export interface SavedMacro extends Macro {
  /** Its file below the folder of macros; `default` is the one a call means when it names none. */
  readonly file: string;
}

export interface Group {
  /** The file's path below the folder of groups: `server/web01`. */
  readonly name: string;
  readonly text: string;
}

export interface LibraryContents {
  /** The first of a name in a file counts; ours come before those of `~/.ctys`. */
  readonly macros: readonly SavedMacro[];
  readonly groups: readonly Group[];
}

export interface Library {
  /** Never fails: what cannot be read is told as a notice. */
  read(): Promise<LibraryContents>;
  /** @throws Failure bad-input, file-damaged, file-unwritable */
  save(macro: Macro): Promise<void>;
  /** @throws Failure not-found, not-capable (it stands in another file), file-damaged, file-unwritable */
  remove(name: string): Promise<void>;
}

export interface LibraryOptions {
  /** Where `macros` and `groups` are, ours first. */
  readonly folders: readonly [ours: string, ...others: string[]];
  readonly notices: Notices;
}

const DEFAULT = 'default';
const MOST_TEXT = 65_536;
const PREFIX = 'library:';
/** A thoroughly broken file is one thing to know, not a thousand. */
const MOST_NOTICES = 5;

export function createLibrary({ folders, notices }: LibraryOptions): Library {
  const ours = join(folders[0], 'macros', DEFAULT);
  let turn: Promise<unknown> = Promise.resolve();
  const edit = (change: (text: string) => string): Promise<void> => {
    const done = turn.then(async () => {
      const before = (await readState(ours, MOST_BYTES)) ?? '';
      const after = change(before);
      if (after !== before) await writeAtomic(ours, after);
    });
    turn = done.catch(() => {});
    return done;
  };
  return {
    async read() {
      const [macroFiles, groupFiles] = await Promise.all([
        readAll(folders, 'macros'),
        readAll(folders, 'groups'),
      ]);
      const { macros, problems } = readMacros(macroFiles.files);
      report(notices, [...problems, ...macroFiles.problems, ...groupFiles.problems]);
      return { macros, groups: groupFiles.files.map(({ name, text }) => ({ name, text })) };
    },
    async save(macro) {
      check(macro);
      await edit((text) => saveMacro(text, macro));
    },
    async remove(name) {
      const elsewhere = await placeOf(folders, name);
      await edit((text) => {
        const without = removeMacro(text, name);
        if (without !== null) return without;
        if (elsewhere !== undefined)
          throw fail('not-capable', `${name} stands in ${elsewhere}.`, 'Remove it there with an editor.');
        throw fail('not-found', `There is no macro ${name}.`, 'It may have been removed already.');
      });
    },
  };
}

/** Files of all folders; one of the same name further on does not count. */
async function readAll(folders: readonly string[], kind: 'macros' | 'groups') {
  const found = new Map<string, TextFile>();
  const problems: string[] = [];
  for (const folder of folders) {
    const { files, failures } = await readTextFiles(join(folder, kind));
    problems.push(...failures.map(({ message }) => message));
    for (const file of files) {
      // Macros of both default files are used; another group of the same name is hidden.
      const key = kind === 'macros' ? file.path : file.name;
      if (!found.has(key)) found.set(key, file);
    }
  }
  return { files: [...found.values()], problems };
}

function readMacros(files: readonly TextFile[]) {
  const macros = new Map<string, SavedMacro>();
  const problems: string[] = [];
  for (const { name: file, path, text } of files) {
    const read = parseMacros(text);
    problems.push(...read.problems.map(({ line, message }) => `${path}, line ${line}: ${message}`));
    for (const macro of read.macros) {
      const key = `${file}\n${macro.name}`;
      if (!macros.has(key)) macros.set(key, { ...macro, file });
    }
  }
  return { macros: [...macros.values()], problems };
}

function check(macro: Macro): void {
  const { name, text, filter = '-', sort = '-', group = '-' } = macro;
  if (!MACRO_NAME.test(name))
    throw fail('bad-input', `"${name}" is no name of a macro.`, 'Use letters, digits and _, a letter first.');
  if (text.trim() === '' || text.length > MOST_TEXT || filter.trim() === '' || filter.length > MOST_TEXT)
    throw fail('bad-input', `${name} has no text, or too much.`, `Give 1 to ${MOST_TEXT} characters.`);
  if (![sort, group].every((word) => /^[a-z][a-z ]{0,40}$|^-$/.test(word)))
    throw fail('bad-input', `${name} has no such order or group.`, 'Save the view from the window.');
  if (text.trimEnd().endsWith('\\'))
    throw fail(
      'bad-input',
      `The text of ${name} ends in a backslash.`,
      'Leave it away: it would join the next line to it.',
    );
}

async function placeOf(folders: readonly string[], name: string): Promise<string | undefined> {
  const { files } = await readAll(folders, 'macros');
  return files.find(({ text }) => parseMacros(text).macros.some((macro) => macro.name === name))?.path;
}

function report(notices: Notices, problems: readonly string[]): void {
  const shown = problems.slice(0, MOST_NOTICES);
  notices.clearOthers(PREFIX, new Set(shown.map((message) => PREFIX + message)));
  for (const message of shown)
    notices.raise(PREFIX + message, 'warning', {
      code: 'bad-input',
      message,
      remedy: 'Correct it there; the rest of the file is in use.',
    });
}
