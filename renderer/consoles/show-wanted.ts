/** What the command line, the tray or a link wants shown, as soon as it is known here. */
import type { Machine } from '../../core/model/machine.ts';
import type { Showing } from '../../core/model/showing.ts';
import { runText } from '../calls/carry-out.tsx';
import { runVerb } from '../machines/commands.tsx';
import { reveal } from '../machines/reveal.ts';
import { type Tables, tables } from '../store.ts';
import { toast } from '../ui/toast.tsx';
import { setWindow } from '../window-state.ts';
import { words } from '../words/words.ts';
import { openConsole, openJobs } from './dock-state.ts';

/** ms; rows come within a beat of the call that wants one shown, at the start of the product a little later. */
const PATIENCE = 10_000;

export function showWanted(wanted: Showing): void {
  window.focus();
  if ('call' in wanted) runText(wanted.call);
  else if ('open' in wanted) openPlace(wanted.open);
  else if ('path' in wanted) inTime((now) => select(wanted.path, now));
  else if ('job' in wanted) inTime(({ jobs }) => jobs.has(wanted.job) && done(openJobs(wanted.job)));
  else inTime(({ machines }) => onMachine(machines.get(wanted.machine), wanted));
}

const done = (_nothing: unknown): true => true;

function openPlace(place: Extract<Showing, { readonly open: string }>['open']): void {
  if (place === 'palette') setWindow({ palette: { text: '' } });
  else if (place === 'jobs') openJobs();
  else if (place === 'lost') setWindow({ view: { kind: 'lost' } });
  else setWindow({ view: { kind: 'all' }, source: 'all', filter: 'state:crashed' });
}

function onMachine(
  machine: Machine | undefined,
  wanted: Extract<Showing, { readonly machine: string }>,
): boolean {
  if (machine === undefined) return false;
  if ('verb' in wanted) return done(runVerb(wanted.verb, [machine]));
  const offer = machine.consoles.find(({ id }) => id === wanted.console);
  return offer !== undefined && done(openConsole(machine, offer));
}

/** The row of a place comes into sight; nothing else happens. */
function select(path: string, { machines, hosts }: Tables): boolean {
  const machine = [...machines.values()].find((one) => one.path === path);
  const name = path.slice(1);
  const cursor = machine !== undefined ? `m:${machine.id}` : hosts.has(name) ? `h:${name}` : null;
  if (cursor === null) return false;
  setWindow({ selected: new Set() });
  reveal(cursor);
  return true;
}

/** `show` says whether it is done. */
function inTime(show: (now: Tables) => boolean): void {
  if (show(tables.getState())) return;
  const stop = tables.subscribe((now) => show(now) && end());
  const timer = setTimeout(() => {
    end();
    toast({ title: words().desktop.tray.notThere, failed: true });
  }, PATIENCE);
  const end = (): void => {
    stop();
    clearTimeout(timer);
  };
}
