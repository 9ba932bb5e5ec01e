/** Everything that was set, as it was at first; asked before. */
import { flatten } from '../../core/model/stored-settings.ts';
import { confirm } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words/words.ts';
import { changeStored, useStored } from './stored.ts';

/** Those of hosts and groups are theirs, and stay. */
const paths = () =>
  flatten(useStored.getState().stored)
    .map(({ path }) => path)
    .filter(({ length }) => length === 1);

/** How many are not as at first. */
export const changedSettings = (): number => paths().length;

export async function resetSettings(): Promise<void> {
  const { settings } = words();
  const all = paths();
  const text = settings.resetAsk(all.length);
  const yes = await confirm({
    title: settings.resetAll,
    body: <p>{text}</p>,
    button: settings.resetAll,
    hard: true,
  });
  if (!yes) return;
  await changeStored(all.map((path) => ({ path, value: null })));
  toast({ title: settings.resetAllText(all.length) });
}
