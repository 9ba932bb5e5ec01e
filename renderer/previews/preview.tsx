import type { Machine } from '../../core/model/machine.ts';
import { usePreview } from './previews.ts';
import { useWords } from '../words/words.ts';

/** A guest's screen as it was a moment ago, where a person wants such pictures. */
export function Preview({ machine, large = false }: { readonly machine: Machine; readonly large?: boolean }) {
  const w = useWords();
  const url = usePreview(machine);
  if (url === undefined) return null;
  const name = large ? 'screen-picture large' : 'screen-picture';
  return <img className={name} src={url} alt={w.shell.preview} data-testid="preview" draggable={false} />;
}
