/** Everything that was set, as it was at first; asked before. */
import { flatten, type SettingPath, type StoredSettings } from '../../core/model/stored-settings.ts';
import { confirm } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words/words.ts';
import type { Scope } from './setting-line.tsx';
import { changeStored, useStored } from './stored.ts';

/** What is set in a scope. Of all: those of hosts and groups are theirs, and stay. */
export const setIn = (stored: StoredSettings, scope: Scope): readonly SettingPath[] =>
  flatten(stored)
    .map(({ path }) => path)
    .filter((path) =>
      scope.kind === 'all' ? path.length === 1 : path[0] === scope.kind && path[1] === scope.name,
    );

export async function resetThem(paths: readonly SettingPath[]): Promise<void> {
  await changeStored(paths.map((path) => ({ path, value: null })));
  toast({ title: words().settings.resetAllText(paths.length) });
}

const ofAll = () => setIn(useStored.getState().stored, { kind: 'all' });

/** How many are not as at first. */
export const changedSettings = (): number => ofAll().length;

export async function resetSettings(): Promise<void> {
  const { settings } = words();
  const all = ofAll();
  const text = settings.resetAsk(all.length);
  const yes = await confirm({
    title: settings.resetAll,
    body: <p>{text}</p>,
    button: settings.resetAll,
    hard: true,
  });
  if (yes) await resetThem(all);
}
