/** Words of the desktop application outside of its window, which knows no page and no store. */
import type { News, NewsKind, Told } from '../../core/model/news.ts';
import { desktop as de } from './de/desktop.ts';
import { desktop as en } from './en/desktop.ts';
import { type InAnyLanguage, resolveLanguage } from './language.ts';

export type DesktopWords = InAnyLanguage<typeof en>;

export const desktopWords = (chosen: 'system' | 'en' | 'de', preferred: readonly string[]): DesktopWords =>
  ({ en, de })[resolveLanguage(chosen, preferred)];

const MOST_NAMED = 3;

/** A message of the system: what happened, and to what. */
export function newsText(
  { news, told: say }: DesktopWords,
  told: Told,
): { readonly title: string; readonly body: string } {
  const { kind, about } = told;
  const places = [...new Set(about.map(({ path }) => path.slice(1)))];
  const named = news.about(places.slice(0, MOST_NAMED), places.length);
  const why = about.length === 1 ? about[0].text : undefined;
  return { title: title(news, kind, about), body: why === undefined ? named : `${named}: ${say(why)}` };
}

const title = (news: DesktopWords['news'], kind: NewsKind, { length }: readonly News[]): string =>
  news[kind](length);
