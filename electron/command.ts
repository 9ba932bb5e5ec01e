/**
 * The command line within the application, for terminals that it opens: with the fuses of a package its program is no Node
 * (electron/checklist.test.ts), so that it must be told to be the command.
 */

const COMMAND = '--command';

/** The words of the command; null: the application itself is meant. It stands first, behind the folder of unpacked sources. */
export function commandWords(argv: readonly string[], packaged: boolean): readonly string[] | null {
  const at = packaged ? 1 : 2;
  return argv[at] === COMMAND ? argv.slice(at + 1) : null;
}

/** How the application is called to be the command; words follow. */
export const asCommand = (program: string, folder: string, packaged: boolean): readonly string[] => [
  program,
  ...(packaged ? [] : [folder]),
  COMMAND,
];
