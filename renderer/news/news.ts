/**
 * What happens while a person looks elsewhere, told by the browser: as messages of the system, where they were allowed by
 * a click, and as a number in the page's title. The desktop application tells by itself (electron/news.ts), by the same rules.
 */
import { grouped, leadsTo, type Look, newsOf, remembered, type Told } from '../../core/model/news.ts';
import { isQuiet, minuteOf } from '../../core/model/quiet.ts';
import { showWanted } from '../consoles/show-wanted.ts';
import { useSettings } from '../settings/settings.ts';
import { tables } from '../store.ts';
import { newsText } from '../words/desktop.ts';
import { words } from '../words/words.ts';
import { followWatching, isWatched, isWatchedAnywhere } from './watching.ts';

/** ms: what happens within it is told together. */
const TOGETHER = 2_000;

/** Not the window of the desktop application, whose page has a scheme of its own. */
export const inBrowser = (): boolean => location.protocol.startsWith('http');

export function followNews(): void {
  if (!inBrowser()) return;
  let was: Look = tables.getState();
  let isWaiting = false;
  let unseen = 0;
  const look = (): void => {
    isWaiting = false;
    const now = tables.getState();
    const { notify, quietHours } = useSettings.getState();
    const news = newsOf(was, now, Date.now());
    was = remembered(was, now);
    if (isWatched()) return;
    const told = grouped(news, notify);
    unseen += told.reduce((sum, { about }) => sum + about.length, 0);
    showTitle(unseen);
    if (!isQuiet(quietHours, minuteOf(new Date()))) void tellAll(told);
  };
  followWatching(() => {
    unseen = 0;
    showTitle(unseen);
  });
  // Begun by a change, and not by a clock: browsers slow the clocks of pages that are out of sight.
  tables.subscribe((now, before) => {
    if (!before.loaded) was = now;
    const isNews = now.machines !== before.machines || now.hosts !== before.hosts || now.jobs !== before.jobs;
    if (!isNews || isWaiting) return;
    isWaiting = true;
    setTimeout(look, TOGETHER);
  });
}

function showTitle(unseen: number): void {
  document.title = unseen === 0 ? 'ctys' : `(${unseen}) ctys`;
}

/** Another tab of the same host may be the one that is looked at. */
async function tellAll(told: readonly Told[]): Promise<void> {
  if (told.length === 0 || !('Notification' in window) || Notification.permission !== 'granted') return;
  if (await isWatchedAnywhere()) return;
  for (const one of told) tell(one);
}

/** The same from another tab takes its place. */
function tell(told: Told): void {
  const { title, body } = newsText(words().desktop, told);
  const [{ path, job }] = told.about;
  const note = new Notification(title, {
    body,
    tag: `${told.kind} ${job ?? path}`,
    lang: document.documentElement.lang,
  });
  note.onclick = () => {
    note.close();
    showWanted(leadsTo(told));
  };
}
