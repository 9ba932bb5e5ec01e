/** A guest's place on its host while it is made: scripts run there, and what goes wrong told in our words. */
import type { Channel, ExecOptions } from '../../../channel/channel.ts';
import { type Failure, fail } from '../../../model/failure.ts';
import type { NewGuest } from '../../../model/template.ts';
import type { RunOptions } from '../../plugin.ts';
import { firstLine } from '../rights.ts';
import { type Found, parseFound } from './mark.ts';
import { LOOK, NO_TOOL, NOT_OURS } from './scripts.ts';

export interface Site {
  readonly on: Channel;
  readonly guest: NewGuest;
  readonly o: RunOptions;
  /** Where it is made before it has its own name. */
  readonly work: string;
  readonly token: string;
}

/** Another ctys has taken it over: nothing is to be cleared. */
export const TAKEN_OVER = 'takenOver';

export const workOf = ({ folder, label }: NewGuest): string =>
  `${folder.slice(0, folder.lastIndexOf('/'))}/.${label}.ctys-new`;

/** ms; a large image takes its time to be removed. */
const PATIENCE = 120_000;

/** As the account itself: what is made in its folder is its own. @throws Failure what went wrong, called `what` */
export async function script(
  { on, guest, o }: Site,
  what: string,
  words: readonly [script: string, ...words: readonly string[]],
  options: ExecOptions = {},
): Promise<void> {
  const [text, ...rest] = words;
  const { code, stdout, stderr } = await on.exec(['sh', '-c', text, 'sh', ...rest], {
    signal: o.signal,
    timeout: PATIENCE,
    ...options,
  });
  if (code === 0) return;
  if (code === NOT_OURS)
    throw fail(
      'busy',
      `${guest.label} on ${on.name} is being made by another ctys.`,
      'Let that one come to its end.',
      { [TAKEN_OVER]: true },
    );
  const said = `${stderr}\n${stdout}`.trim();
  throw code === NO_TOOL ? missing(on, said) : faultOf(on, what, said);
}

const missing = (on: Channel, said: string): Failure =>
  fail('tool-missing', `On ${on.name} a tool is missing: ${firstLine(said)}.`, 'Install it there.');

function faultOf(on: Channel, what: string, said: string): Failure {
  const full = /no space left|disk quota/i.test(said);
  const barred = /permission denied|read-only file system/i.test(said);
  return fail(
    barred ? 'file-unwritable' : 'command-failed',
    `${what} failed on ${on.name}: ${said === '' ? 'it did not say why' : firstLine(said)}.`,
    full
      ? 'Make room there, or name another folder with -D MYBASE=.'
      : barred
        ? 'Name a folder that you may write to with -D MYBASE=.'
        : 'Correct it, and create the guest again.',
    { output: said.slice(-4000) },
  );
}

/** What is there of this guest. @throws Failure unexpected-output */
export async function look({ on, guest, work, o }: Site): Promise<Found> {
  const { stdout } = await on.exec(['sh', '-c', LOOK, 'sh', guest.folder, work], {
    signal: o.signal,
    timeout: PATIENCE,
  });
  const found = parseFound(stdout);
  if (found !== null) return found;
  throw fail('unexpected-output', `${on.name} does not tell what is in ${guest.folder}.`, undefined, {
    output: stdout.slice(0, 500),
  });
}
