/** A terminal's menus: its own, the one of who is typed to, and the one of snippets. */
import { menuKeys } from '../commands/shown-keys.ts';
import type { MenuItem } from '../ui/menu.tsx';
import type { TranscriptFormat } from '../../core/model/transcript.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { setWindow } from '../window-state.ts';
import { words } from '../words/words.ts';
import type { ConsoleKey } from './console-keys.ts';
import { openTypists, shareAll, shareNone, shareWith, typeToAll, useShared } from './shared-typing.ts';
import { useSnippets } from './snippets.ts';
import { editSnippets } from './snippets-dialog.tsx';
import type { TerminalView } from './terminal.ts';
import { pasteFromClipboard } from './terminal-actions.tsx';

export interface TerminalMenu {
  readonly view: TerminalView | null;
  onKey(key: ConsoleKey): void;
  /** The transcript being kept; null: none. */
  readonly transcript: string | null;
  onTranscript(format: TranscriptFormat | null): void;
  onKeys(): void;
}

export function terminalMenu({ view, onKey, onKeys, ...more }: TerminalMenu): readonly MenuItem[] {
  if (view === null) return [];
  const nothing = view.terminal.hasSelection() ? undefined : words().consoles.nothingSelected;
  return [
    {
      label: words().common.copy,
      icon: 'copy',
      ...menuKeys('console.copy'),
      reason: nothing,
      onPick: () => onKey('copy'),
    },
    {
      label: words().commands['console.paste'],
      icon: 'clipboard',
      ...menuKeys('console.paste'),
      onPick: () => void pasteFromClipboard(view),
    },
    { label: words().consoles.selectAll, onPick: () => view.terminal.selectAll() },
    'line',
    {
      label: words().commands['console.find'],
      icon: 'search',
      ...menuKeys('console.find'),
      onPick: () => onKey('find'),
    },
    {
      label: words().consoles.snippets,
      icon: 'list',
      ...menuKeys('console.snippets'),
      onPick: () => onKey('snippets'),
    },
    {
      label: words().consoles.typeToSeveral,
      icon: 'share',
      ...menuKeys('console.share'),
      onPick: () => onKey('share'),
    },
    {
      label: words().consoles.filesOfHost,
      icon: 'group',
      ...menuKeys('console.files'),
      onPick: () => onKey('files'),
    },
    ...transcriptEntries(more),
    { label: words().consoles.clear, onPick: () => view.terminal.clear() },
    'line',
    {
      label: words().commands['console.larger'],
      ...menuKeys('console.larger'),
      onPick: () => onKey('larger'),
    },
    {
      label: words().commands['console.smaller'],
      ...menuKeys('console.smaller'),
      onPick: () => onKey('smaller'),
    },
    {
      label: words().commands['console.normal'],
      ...menuKeys('console.normal'),
      onPick: () => onKey('normal'),
    },
    'line',
    { label: words().consoleKeys.menu, icon: 'keyboard', testId: 'edit-keys', onPick: onKeys },
    {
      label: words().consoles.settings,
      icon: 'settings',
      onPick: () => setWindow({ dialog: { kind: 'settings' } }),
    },
  ];
}

function transcriptEntries({
  transcript,
  onTranscript,
}: Pick<TerminalMenu, 'transcript' | 'onTranscript'>): readonly MenuItem[] {
  if (transcript !== null)
    return [{ label: words().consoles.endTranscript, icon: 'record', onPick: () => onTranscript(null) }];
  return [
    { label: words().consoles.keepToPlay, icon: 'record', onPick: () => onTranscript('asciicast') },
    { label: words().consoles.keepPlain, onPick: () => onTranscript('plain') },
    { label: words().consoles.transcripts, onPick: showTranscripts },
  ];
}

/** Who takes what is typed here. */
export function shareMenu(panel: string): readonly MenuItem[] {
  const { panels } = useShared.getState();
  const others = openTypists().filter(([id]) => id !== panel);
  if (others.length === 0) return [{ title: words().consoles.noOther }];
  return [
    { title: words().consoles.typedAlso },
    ...others.map(([id, title]) => ({
      label: title.slice(0, 80),
      checked: panels.has(panel) && panels.has(id),
      onPick: () => shareWith(panel, id),
    })),
    'line',
    { label: words().consoles.allTerminals, onPick: shareAll },
    { label: words().common.none, onPick: shareNone },
  ];
}

export function snippetMenu(panel: string): readonly MenuItem[] {
  const { snippets } = useSnippets.getState();
  return [
    ...snippets.map(({ name, text }) => ({ label: name, onPick: () => typeToAll(panel, text) })),
    ...(snippets.length > 0 ? (['line'] as const) : []),
    { label: words().consoles.editSnippets, testId: 'edit-snippets', onPick: editSnippets },
  ];
}
