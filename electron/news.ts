/** Messages of the system on what happens while a person looks elsewhere. */
import { Notification } from 'electron';
import type { Tables } from '../core/engine/tables.ts';
import type { Machine } from '../core/model/machine.ts';
import {
  grouped,
  leadsTo,
  type Look,
  type NewsLevel,
  newsOf,
  remembered,
  type Told,
} from '../core/model/news.ts';
import type { Showing } from '../core/model/showing.ts';
import { type DesktopWords, newsText } from '../renderer/words/desktop.ts';

/** ms: what happens within it is told together. */
const TOGETHER = 2_000;

export const lookOf = (tables: Tables): Look => ({
  machines: new Map([...tables.machines.values()].map((row) => [row.id, row])),
  ...othersOf(tables),
});

type Machines = Look['machines'];

/** Thousands of machines of which few change: only those are looked at. */
function followMachines({ machines, follow }: Tables) {
  const known = new Map([...machines.values()].map((row) => [row.id, row]));
  const changed = new Set<string>();
  return {
    stop: follow('machines', (id) => void changed.add(id)),
    /** Those that changed since the last time, as they were and as they are. */
    take(): { readonly was: Machines; readonly now: Machines } {
      const was = new Map<string, Machine>();
      const now = new Map<string, Machine>();
      for (const id of changed) {
        const [before, after] = [known.get(id), machines.get(id)];
        if (before !== undefined) was.set(id, before);
        if (after === undefined) known.delete(id);
        else {
          now.set(id, after);
          known.set(id, after);
        }
      }
      changed.clear();
      return { was, now };
    },
  };
}

const othersOf = ({ hosts, jobs }: Tables): Omit<Look, 'machines'> => ({
  hosts: new Map([...hosts.values()].map((row) => [row.config.name, row])),
  jobs: new Map([...jobs.values()].map((row) => [row.id, row])),
});

/** `level`: asked each time. Returns how to stop. */
export function followNews(tables: Tables, level: () => NewsLevel, tell: (told: Told) => void): () => void {
  let others = othersOf(tables);
  let isNew = false;
  const changes = followMachines(tables);
  const stops = (['machines', 'hosts', 'jobs'] as const).map((name) =>
    tables.follow(name, () => {
      isNew = true;
    }),
  );
  const timer = setInterval(() => {
    if (!isNew) return;
    isNew = false;
    const machines = changes.take();
    const [before, after] = [others, othersOf(tables)];
    others = remembered(before, after);
    const news = newsOf(
      { ...before, machines: machines.was },
      { ...after, machines: machines.now },
      Date.now(),
    );
    const told = grouped(news, level());
    for (const one of told) tell(one);
  }, TOGETHER);
  return () => {
    clearInterval(timer);
    changes.stop();
    for (const stop of stops) stop();
  };
}

export function notify(words: DesktopWords, told: Told, clicked: (wish: Showing) => void): void {
  const { title, body } = newsText(words, told);
  message(title, body)?.on('click', () => clicked(leadsTo(told)));
}

/** Those that may still be clicked: Electron forgets what nobody holds, and the click with it (electron#16922). */
const held = new Set<Notification>();
/** Systems do not tell of the end of each one. */
const MOST_HELD = 100;

/** null: the system shows none. */
export function message(title: string, body: string): Notification | null {
  if (!Notification.isSupported()) return null;
  const notification = new Notification({ title, body });
  held.add(notification);
  for (const oldest of held) if (held.size > MOST_HELD) held.delete(oldest);
  notification.on('click', () => held.delete(notification));
  // One that goes by itself may stand in a list of the system still.
  notification.on('close', ({ reason }) => reason !== 'timedOut' && held.delete(notification));
  notification.show();
  return notification;
}
