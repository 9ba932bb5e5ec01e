/**
 * A guest made on a host from its files: prepared, installed, made a machine, started. What breaks off is gone on with by
 * the next call; what fails leaves nothing; what this product has not made is never touched.
 */
import { randomUUID } from 'node:crypto';
import type { Channel } from '../../../channel/channel.ts';
import { Failure, fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { NewGuest } from '../../../model/template.ts';
import type { RunOptions } from '../../plugin.ts';
import { type Hub, hubOf } from '../hub.ts';
import { MENU_LIMIT, whileItAsks } from '../loader.ts';
import { mustBeUp } from '../operations/start.ts';
import { xl } from '../xl.ts';
import { bootInstaller, destroy, domainOf, lastWords } from './install.ts';
import { type Found, type Mark, printMark } from './mark.ts';
import { image, prepare } from './prepare.ts';
import { BEGIN, CHECK, FINISH, GO_ON, REMOVE } from './scripts.ts';
import { look, type Site, script, TAKEN_OVER, workOf } from './site.ts';

/** Files that only the installer needs. */
const PASSING = ['install-kernel', 'install-ramdisk', 'install-seed.iso'];

export async function install(on: Channel, guest: NewGuest, o: RunOptions): Promise<void> {
  const hub = hubOf(on);
  const site: Site = { on, guest, o, work: workOf(guest), token: randomUUID() };
  o.progress('its name is looked for');
  const found = await look(site);
  await mustBeFree(site, hub, found);
  await check(site, found);
  const began = Date.now();
  const mark = await claimed(site, found);
  let hasRun = false;
  const runs = (): void => {
    hasRun = true;
  };
  try {
    const installed =
      mark.phase === 'installed' ? mark : await installing(site, hub, { mark, boot: found.boot, runs });
    await finish(site, installed);
  } catch (caught) {
    if (!isBrokenOff(site, caught)) await clear(site, hub, mark, hasRun);
    else o.log(`Create ${guest.label} again to go on with it.`);
    throw caught;
  }
  o.log(`${guest.label} is installed, ${duration(Date.now() - began)} after it was begun.`);
  await start(site, hub, mark.uuid);
}

const duration = (ms: number): string =>
  `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;

/** @throws Failure busy: the name is somebody's */
async function mustBeFree({ on, guest, work }: Site, hub: Hub, found: Found): Promise<void> {
  const taken = (by: string): Failure =>
    fail('busy', `${guest.label} is taken on ${on.name}: ${by}.`, 'Give it another name with -D MYVM=.');
  if (found.folder === 'foreign') throw taken(`${guest.folder} is there`);
  if (found.work === 'foreign') throw taken(`${work} is there`);
  if (found.folder !== null && found.folder.template !== guest.template)
    throw taken(`${guest.folder} was begun from the template ${found.folder.template}`);
  const domains = await hub.domains({});
  const other = domains.find(({ listed }) => listed.name === guest.label);
  if (other !== undefined && other.listed.uuid !== found.folder?.uuid)
    throw taken('a domain of that name runs');
}

/** What would fail only after long is looked for at once. */
async function check(site: Site, { folder }: Found): Promise<void> {
  const { bridge, fetched, image: disk } = site.guest;
  if (folder !== null) return;
  const isFetched = [...fetched.map(({ from }) => from), disk.from ?? ''].some((from) =>
    from.includes('://'),
  );
  const tools = [...(isFetched ? ['curl|wget'] : []), ...(disk.from === undefined ? [] : ['qemu-img'])];
  await script(site, `Looking for what ${site.guest.label} needs`, [CHECK, bridge, ...tools]);
}

/** Begun, or gone on with. */
async function claimed(site: Site, { folder, work, boot }: Found): Promise<Mark> {
  const { guest, o, token } = site;
  const { template, label, uuid } = guest;
  if (folder !== null && folder !== 'foreign') {
    // It got its name, and nobody noted that.
    const phase = folder.phase === 'begun' ? 'placed' : folder.phase;
    const mark: Mark = { ...folder, phase, token };
    o.log(`It was begun before, and came as far as '${mark.phase}'.`);
    await script(site, 'Going on', [GO_ON, guest.folder, folder.token], { stdin: printMark(mark) });
    return mark;
  }
  if (work !== null && work !== 'foreign') {
    o.log('It was begun before, and had not come far: it is begun anew.');
    await script(site, 'Beginning anew', [REMOVE, site.work, work.token]);
  }
  const mark: Mark = { template, label, uuid, phase: 'begun', token, boot };
  await script(site, `Making ${site.work}`, [BEGIN, site.work], { stdin: printMark(mark) });
  return mark;
}

interface Begun {
  readonly mark: Mark;
  readonly boot: string;
  /** Called before its domain is there. */
  readonly runs: () => void;
}

async function installing(site: Site, hub: Hub, { mark, boot, runs }: Begun): Promise<Mark> {
  const { guest } = site;
  const reached = async (phase: Mark['phase']): Promise<Mark> => {
    const now = { ...mark, phase, boot };
    await script(site, 'Noting how far it has come', [GO_ON, guest.folder, site.token], {
      stdin: printMark(now),
    });
    return now;
  };
  if (mark.phase === 'begun') {
    await prepare(site);
    await reached('placed');
  } else if (mark.phase === 'installing' && (await domainOf(hub, mark.uuid, site.o)) === undefined) {
    site.o.log('Its installation was broken off with its host: its disk is made anew.');
    await image(site, guest.folder);
  }
  await reached('installing');
  runs();
  await bootInstaller(site, hub, mark.uuid);
  return await reached('installed');
}

async function finish(site: Site, { token }: Mark): Promise<void> {
  const { guest } = site;
  const { folder, runtime } = guest;
  const keys = `${folder}/${runtime.replace(/\.conf$/, '.ctys')}`;
  site.o.progress('it becomes a machine');
  await script(site, `Making ${runtime} a machine`, [
    FINISH,
    folder,
    token,
    `${folder}/${runtime}`,
    keys,
    ...PASSING,
  ]);
  site.o.log('MAGICID-IGNORE has become MAGICID-XEN.');
}

/** It is whole: what goes wrong now takes nothing away. */
async function start({ guest, o, on }: Site, hub: Hub, uuid: string): Promise<void> {
  const machine: MachineRecord = {
    type: 'XEN',
    label: guest.label,
    uuid,
    state: 'off',
    configured: true,
    consoles: [],
  };
  o.progress('it is started');
  try {
    const created = xl(on, ['create', `${guest.folder}/${guest.runtime}`], { ...o, timeout: MENU_LIMIT });
    await whileItAsks(hub, machine, created, o);
    await mustBeUp(hub, machine, o);
  } catch (caught) {
    if (!(caught instanceof Failure)) throw caught;
    throw fail(
      caught.code,
      `${guest.label} is installed, and does not start: ${caught.message}`,
      caught.remedy,
      caught.data,
    );
  }
}

/** By an end of ctys or of the connection, not by a failure: the host goes on with what it does. */
function isBrokenOff({ o, on }: Site, caught: unknown): boolean {
  if (caught instanceof Failure && caught.data?.[TAKEN_OVER] === true) return true;
  if (o.signal.aborted) return o.signal.reason instanceof Failure && o.signal.reason.data?.closing === true;
  return on.gone.aborted || (caught instanceof Failure && caught.code === 'connection-lost');
}

/** Takes away what was made, and nothing else. */
async function clear(site: Site, hub: Hub, { uuid }: Mark, hasRun: boolean): Promise<void> {
  const { o, guest } = site;
  const patient: Site = { ...site, o: { ...o, signal: AbortSignal.timeout(120_000) } };
  try {
    for (const line of hasRun ? await lastWords(patient) : []) o.log(`  ${line}`);
    await destroy(hub, uuid, patient.o);
    for (const folder of [site.work, guest.folder])
      await script(patient, `Removing ${folder}`, [REMOVE, folder, site.token]);
    o.log('What was made of it is removed.');
  } catch (caught) {
    o.log(`Not all could be removed: ${caught instanceof Error ? caught.message : String(caught)}`);
  }
}
