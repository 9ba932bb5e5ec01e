/** A terminal's menus: its own, the one of who is typed to, and the one of snippets. */
import { menuKeys } from '../commands/shown-keys.ts';
import type { MenuEntry, MenuItem } from '../ui/menu.tsx';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { setWindow } from '../window-state.ts';
import { words } from '../words/words.ts';
import type { ConsoleKey } from './console-keys.ts';
import { openTypists, shareAll, shareNone, shareWith, typeToAll, useShared } from './shared-typing.ts';
import { useSnippets } from './snippets.ts';
import { editSnippets } from './snippets-dialog.tsx';
import type { TerminalView } from './terminal.ts';

export interface TerminalMenu {
  readonly view: TerminalView | null;
  onKey(key: ConsoleKey): void;
  /** The transcript being kept; null: none. */
  readonly transcript: string | null;
}

export function terminalMenu({ view, onKey, transcript }: TerminalMenu): readonly MenuItem[] {
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
      onPick: () => onKey('paste'),
    },
    {
      label: words().consoles.selectAll,
      ...menuKeys('console.select-all'),
      onPick: () => onKey('select-all'),
    },
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
    ...transcriptEntries(transcript, onKey),
    { label: words().consoles.clear, ...menuKeys('console.clear'), onPick: () => onKey('clear') },
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
    {
      label: words().consoleKeys.menu,
      icon: 'keyboard',
      testId: 'edit-keys',
      ...menuKeys('console.keyboard'),
      onPick: () => onKey('keyboard'),
    },
    {
      label: words().consoles.settings,
      icon: 'settings',
      ...menuKeys('settings.open'),
      onPick: () => setWindow({ dialog: { kind: 'settings' } }),
    },
  ];
}

function transcriptEntries(transcript: string | null, onKey: TerminalMenu['onKey']): readonly MenuItem[] {
  const entry = (label: string, key: ConsoleKey): MenuEntry => ({
    label,
    ...menuKeys(`console.${key}`),
    onPick: () => onKey(key),
  });
  if (transcript !== null)
    return [{ ...entry(words().consoles.endTranscript, 'transcript-end'), icon: 'record' }];
  return [
    { ...entry(words().consoles.keepToPlay, 'transcript'), icon: 'record' },
    entry(words().consoles.keepPlain, 'transcript-plain'),
    { label: words().consoles.transcripts, ...menuKeys('transcripts.open'), onPick: showTranscripts },
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
    {
      label: words().consoles.editSnippets,
      testId: 'edit-snippets',
      ...menuKeys('snippets.edit'),
      onPick: editSnippets,
    },
  ];
}
