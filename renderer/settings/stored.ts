/** Settings as the core keeps them: what is set for all, for groups and for hosts, and where it is shared. */
import { create } from 'zustand';
import type { SettingsState } from '../../core/contract/schemas.ts';
import { INITIAL, type Preferences, SETTING_IDS } from '../../core/model/settings.ts';
import {
  changed,
  NOTHING_STORED,
  type Place,
  preferencesOf,
  type SettingChange,
} from '../../core/model/stored-settings.ts';
import { theCore } from '../core.ts';
import { tables } from '../store.ts';
import { asFailure } from '../client.ts';
import { toast } from '../ui/toast.tsx';
import { keepProfile, profileBefore } from './profile.ts';
import { keepPreferences, showSettings, useSettings } from './settings.ts';

export const useStored = create<SettingsState>(() => ({
  file: '',
  exists: true,
  stored: changed(NOTHING_STORED, ownChanges()) as SettingsState['stored'],
  sync: null,
  profile: '',
  profiles: [],
}));

keepPreferences((change) => void changeStored(asChanges(change)));

const asChanges = (values: Partial<Preferences>): readonly SettingChange[] =>
  Object.entries(values).map(([id, value]) => ({ path: [id], value }));

/** What the core tells. */
export function takeStored(state: SettingsState): void {
  if (otherProfile(state.profile)) {
    location.reload();
    return;
  }
  const first = useStored.getState().file === '';
  useStored.setState(state, true);
  if (state.exists || !first) showSettings(preferencesOf(state.stored));
  else bringOwn();
}

/** Consoles, tabs and rows of another profile are not those of this one: the window begins anew. */
function otherProfile(profile: string): boolean {
  const before = profileBefore();
  keepProfile(profile);
  return before !== profile;
}

/** There is no file yet: what this window kept itself before goes into it. */
function bringOwn(): void {
  const own = ownChanges();
  if (own.length > 0) void changeStored(own);
}

/** What this window knew last. */
function ownChanges(): readonly SettingChange[] {
  const settings = useSettings.getState();
  return SETTING_IDS.filter((id) => settings[id] !== INITIAL[id]).map((id) => ({
    path: [id],
    value: settings[id],
  }));
}

/** Shown at once; what the core says in the end holds. */
export async function changeStored(changes: readonly SettingChange[]): Promise<void> {
  const before = useStored.getState();
  // The core has not told yet what is set: what is shown here is what this window knew last.
  if (before.file === '') return;
  const stored = changed(before.stored, changes) as SettingsState['stored'];
  useStored.setState({ stored });
  showSettings(preferencesOf(stored));
  try {
    await theCore().api.settings.change(changes as never);
  } catch (caught) {
    useStored.setState({ stored: before.stored });
    showSettings(preferencesOf(before.stored));
    const { message, remedy } = asFailure(caught);
    toast({ title: message, text: remedy, failed: true });
  }
}

/** The host's place among the settings. */
export function placeOf(host: string | undefined): Place {
  if (host === undefined) return {};
  return { host, groups: tables.getState().hosts.get(host)?.config.groups ?? [] };
}

/** What holds for a machine: its host's own settings, else its groups', else those for everything. */
export function preferencesFor(machine: string): Preferences {
  const { machines } = tables.getState();
  return preferencesOf(useStored.getState().stored, placeOf(machines.get(machine)?.host));
}

/** Whenever something of it may have changed. Returns how to stop. */
export const onPreferences = (tell: () => void): (() => void) => useStored.subscribe(tell);
