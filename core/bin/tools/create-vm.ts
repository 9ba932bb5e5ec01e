/** `ctys createVM`: a new guest from a template, installed and started on a host. */
import { parseCall } from '../../ctys/parse.ts';
import { CREATE_USAGE, createCall, readCreateWords } from '../../ctys/templates/order.ts';
import { fail } from '../../model/failure.ts';
import type { GuestOrder, GuestPlan, Template } from '../../model/template.ts';
import { answerPrompts } from '../ask.ts';
import { carried } from '../as-failure.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { followJobs } from '../jobs.ts';
import { fileLookup } from '../lookup.ts';
import { hostName, placesOf, visitedHosts } from '../places.ts';
import { followConsole } from './create-console.ts';

export const USAGE = CREATE_USAGE;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { order, elevation, ...how } = readCreateWords(words);
  const core = await openCore();
  const over = new AbortController();
  const asking = answerPrompts(core.api, io, over.signal);
  try {
    if (order === undefined) return list(await carried(core.api.guests.templates()), how.terse, io);
    const placed = { ...order, host: await reached(core, order.host, elevation) };
    if (how.dryRun) return show(await carried(core.api.guests.plan(placed)), io);
    return await make(core, placed, how.console, io);
  } finally {
    over.abort();
    await asking.catch(() => {});
    await core.close();
  }
}

/** Its name in the core; one that no inventory has is reached as ssh knows it. */
async function reached(core: CoreClient, host: string, elevation: string | undefined): Promise<string> {
  const rights = elevation === undefined ? [] : ['-Z', elevation];
  const places = parseCall(['-a', 'info', ...rights, '--', host], fileLookup()).flatMap(placesOf);
  const [place, other] = places;
  if (place === undefined || other !== undefined)
    throw fail('bad-input', `${host} is not one host: a guest is made on one.`, USAGE);
  await Promise.all(visitedHosts(places).map((config) => core.api.hosts.visit(config)));
  return hostName(place);
}

function list(templates: readonly Template[], terse: boolean, io: Io): number {
  const width = Math.max(0, ...templates.map(({ name }) => name.length));
  for (const { name, title, origin, anchors, fault } of templates) {
    if (terse) io.out(`${name}\n`);
    else {
      io.out(`${name.padEnd(width)}  ${fault ?? title}${origin === 'own' ? ' (your own)' : ''}\n`);
      for (const anchor of anchors.slice(1)) io.out(`${' '.repeat(width)}    ${anchor.name}\n`);
    }
  }
  return EXIT.ok;
}

function show({ call, folder, steps, files }: GuestPlan, io: Io): number {
  io.out(`${steps.map((step, at) => `${at + 1}. ${step}\n`).join('')}   ${call}\n`);
  for (const { name, text } of files)
    io.out(`\n--- ${name.includes(':') ? name : `${folder}/${name}`}\n${text}`);
  return EXIT.ok;
}

async function make(core: CoreClient, order: GuestOrder, shows: boolean, io: Io): Promise<number> {
  const began = Date.now();
  const job = await carried(core.api.guests.create(order));
  const over = new AbortController();
  const shown = shows ? followConsole(core, job, io, over.signal) : Promise.resolve();
  const code = await followJobs(core, [job], io);
  io.error(`${clock(began)} to ${clock(Date.now())}: ${Math.round((Date.now() - began) / 1000)} s.\n`);
  if (code !== EXIT.ok) io.error(`Once more: ${createCall(order)}\n`);
  // Who sits at a terminal leaves the guest's console when he likes.
  if (code !== EXIT.ok || !io.canAsk) over.abort();
  await shown;
  return code;
}

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);
