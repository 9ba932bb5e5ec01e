/**
 * Terminals that outlive this page: which session a panel has, kept for the page that comes after it. The core ends one
 * that nobody comes back to.
 */
import { ofProfile } from '../settings/profile.ts';
import { keepsLayout } from './layout-store.ts';

const PLACE = ofProfile('ctys.sessions');
const MOST = 100;
const MOST_TEXT = 100_000;

/** Session by panel. Stored text of any origin. */
export function parseSessions(text: string | null): ReadonlyMap<string, string> {
  if (text === null || text.length > MOST_TEXT) return new Map();
  try {
    const all = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(all.flatMap(([panel, id]) => (typeof id === 'string' ? [[panel, id]] : [])));
  } catch {
    return new Map();
  }
}

/** Of the page before, not come back to yet. */
let before: Map<string, string> | null = null;
const now = new Map<string, string>();

const left = (): Map<string, string> => (before ??= new Map(parseSessions(localStorage.getItem(PLACE))));

/** Once: the session that the page before had in that panel. */
export function takeSession(panel: string): string | undefined {
  if (!keepsLayout()) return undefined;
  const session = left().get(panel);
  left().delete(panel);
  return session;
}

/** null: it has none any more. */
export function keepSession(panel: string, session: string | null): void {
  if (!keepsLayout()) return;
  if (session === null) now.delete(panel);
  else now.set(panel, session);
  const all = [...left(), ...now].slice(-MOST);
  localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(all)));
}
