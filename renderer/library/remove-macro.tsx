/** A saved call or view is removed, after a question. */
import { report } from '../machines/commands.tsx';
import { confirm } from '../ui/dialog.tsx';
import { removeMacro } from './library.ts';
import { words } from '../words/words.ts';

export async function askToRemove(name: string): Promise<void> {
  const body = <p>{words().library.removeText}</p>;
  if (
    !(await confirm({
      title: words().common.removeAsk(name),
      body,
      button: words().common.removeIt(name),
      hard: true,
    }))
  )
    return;
  await removeMacro(name).catch(report);
}
