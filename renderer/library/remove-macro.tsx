/** A saved call or view is removed, after a question. */
import { report } from '../machines/commands.tsx';
import { confirm } from '../ui/dialog.tsx';
import { removeMacro } from './library.ts';

export async function askToRemove(name: string): Promise<void> {
  const body = <p>It leaves the file of macros. Nothing happens to machines.</p>;
  if (!(await confirm({ title: `Remove ${name}?`, body, button: `Remove ${name}`, hard: true }))) return;
  await removeMacro(name).catch(report);
}
