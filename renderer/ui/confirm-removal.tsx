/** Whether something is removed, asked before it is. */
import { words } from '../words/words.ts';
import { confirm } from './dialog.tsx';

/** `text`: what that means. */
export function confirmRemoval(name: string, text: string): Promise<boolean> {
  const { common } = words();
  return confirm({
    title: common.removeAsk(name),
    body: <p>{text}</p>,
    button: common.removeIt(name),
    hard: true,
  });
}
