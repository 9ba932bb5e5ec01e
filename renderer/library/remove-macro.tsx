/** A saved call or view is removed, after a question. */
import { report } from '../machines/commands.tsx';
import { confirmRemoval } from '../ui/confirm-removal.tsx';
import { removeMacro } from './library.ts';
import { words } from '../words/words.ts';

export async function askToRemove(name: string): Promise<void> {
  if (!(await confirmRemoval(name, words().library.removeText))) return;
  await removeMacro(name).catch(report);
}
