/** The installation itself: a domain that is started, left alone, and stays when it ends, so that how it ended is seen. */
import { fail } from '../../../model/failure.ts';
import { execAsAllowed } from '../../config/account.ts';
import type { Hub } from '../hub.ts';
import type { Running } from '../record.ts';
import { xl } from '../xl.ts';
import { IS_WRITTEN, LAST_WORDS, WAIT } from './scripts.ts';
import { type Site, script } from './site.ts';

/** s a look at the host lasts: it waits there, not here. */
const LOOK = 60;

export const domainOf = async (hub: Hub, uuid: string, o: Site['o']): Promise<Running | undefined> =>
  (await hub.domains(o)).find(({ listed }) => listed.uuid === uuid);

/** Resolves when it has come to its end by itself. @throws Failure */
export async function bootInstaller(site: Site, hub: Hub, uuid: string): Promise<void> {
  const { guest, o } = site;
  if ((await domainOf(hub, uuid, o)) === undefined) {
    o.progress('its installation is started');
    const said = await xl(hub.on, ['create', `${guest.folder}/${guest.install}`], o);
    if (said.trim() !== '') o.log(said.trim());
  } else o.log('Its installation still runs.');
  o.progress('it is installed; its console tells what happens');
  const how = await ended(site);
  if (how === 'G')
    throw fail(
      'wrong-state',
      `${guest.label} was destroyed before its installation had come to its end.`,
      'Create it again.',
    );
  await destroy(hub, uuid, o);
  if (how === 'C')
    throw fail('guest-ignores', `The installation of ${guest.label} crashed.`, 'The log has its last words.');
  if (guest.image.from === undefined) await mustBeWritten(site);
}

/** @throws Failure timeout */
async function ended({ on, guest, o }: Site): Promise<'S' | 'C' | 'G'> {
  const last = Date.now() + guest.limit * 60_000;
  while (Date.now() < last) {
    const seconds = Math.min(LOOK, Math.ceil((last - Date.now()) / 1000));
    const argv = ['sh', '-c', WAIT, 'sh', guest.label, String(seconds)];
    const { stdout } = await execAsAllowed(on, argv, { ...o, timeout: (seconds + LOOK) * 1000 });
    const [, how] = /^([SCGR])$/m.exec(stdout) ?? [];
    if (how === 'S' || how === 'C' || how === 'G') return how;
    if (how !== 'R')
      throw fail('unexpected-output', `${on.name} does not tell what becomes of ${guest.label}.`, undefined, {
        output: stdout.slice(0, 500),
      });
  }
  throw fail(
    'timeout',
    `${guest.label} was not installed within ${guest.limit} min.`,
    'Give it longer with -D MYINSTLIMIT=MINUTES; the log has its last words.',
  );
}

export async function destroy(hub: Hub, uuid: string, o: Pick<Site['o'], 'elevate'>): Promise<void> {
  const found = (await hub.domains(o)).find(({ listed }) => listed.uuid === uuid);
  if (found !== undefined) await xl(hub.on, ['destroy', String(found.listed.id)], o);
}

/** An installer that gave up may end as one that is done does. */
async function mustBeWritten(site: Site): Promise<void> {
  const { guest } = site;
  await script(site, 'The installation', [IS_WRITTEN, `${guest.folder}/${guest.image.name}`]).catch(
    (caught) => {
      if (site.o.signal.aborted) throw caught;
      throw fail(
        'guest-ignores',
        `The installation of ${guest.label} ended and wrote nothing to ${guest.image.name}.`,
        'The log has its last words.',
      );
    },
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and the like of a console
const UNPRINTABLE = /\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]/g;

/** What the guest said last, line by line: why it failed often stands there. */
export async function lastWords({ on, guest }: Site): Promise<readonly string[]> {
  const argv = ['sh', '-c', LAST_WORDS, 'sh', guest.label];
  const { stdout } = await execAsAllowed(on, argv, {});
  return stdout.replace(UNPRINTABLE, '').split('\n').filter(Boolean);
}
