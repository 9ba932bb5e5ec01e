/** A terminal's menus: its own, the one of who is typed to, and the one of snippets. */
import type { MenuItem } from '../ui/menu.tsx';
import type { TranscriptFormat } from '../../core/model/transcript.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { setWindow } from '../window-state.ts';
import type { ConsoleKey } from './console-keys.ts';
import type { KeyMap } from './key-map.ts';
import { openTypists, shareAll, shareNone, shareWith, typeToAll, useShared } from './shared-typing.ts';
import { useSnippets } from './snippets.ts';
import { editSnippets } from './snippets-dialog.tsx';
import type { TerminalView } from './terminal.ts';
import { pasteFromClipboard } from './terminal-actions.tsx';

export interface TerminalMenu {
  readonly view: TerminalView | null;
  readonly keys: KeyMap;
  onKey(key: ConsoleKey): void;
  /** The transcript being kept; null: none. */
  readonly transcript: string | null;
  onTranscript(format: TranscriptFormat | null): void;
  onKeyMap(name: keyof KeyMap): void;
}

export function terminalMenu({ view, keys, onKey, onKeyMap, ...more }: TerminalMenu): readonly MenuItem[] {
  if (view === null) return [];
  const nothing = view.terminal.hasSelection() ? undefined : 'Nothing is selected.';
  return [
    { label: 'Copy', icon: 'copy', keys: 'Ctrl+Shift+C', reason: nothing, onPick: () => onKey('copy') },
    { label: 'Paste', icon: 'clipboard', keys: 'Ctrl+Shift+V', onPick: () => void pasteFromClipboard(view) },
    { label: 'Select all', onPick: () => view.terminal.selectAll() },
    'line',
    { label: 'Search', icon: 'search', keys: 'Ctrl+Shift+F', onPick: () => onKey('find') },
    { label: 'Snippets…', icon: 'list', keys: 'Ctrl+Shift+Y', onPick: () => onKey('snippets') },
    { label: 'Type into several…', icon: 'share', keys: 'Ctrl+Shift+B', onPick: () => onKey('share') },
    ...transcriptEntries(more),
    { label: 'Clear scrollback', onPick: () => view.terminal.clear() },
    'line',
    { label: 'Larger text', keys: 'Ctrl+Shift++', onPick: () => onKey('larger') },
    { label: 'Smaller text', keys: 'Ctrl+Shift+-', onPick: () => onKey('smaller') },
    { label: 'Normal text', keys: 'Ctrl+Shift+0', onPick: () => onKey('normal') },
    'line',
    {
      label: 'Backspace sends Ctrl+H',
      checked: keys.backspace === true,
      onPick: () => onKeyMap('backspace'),
    },
    { label: 'Enter sends CR and LF', checked: keys.newline === true, onPick: () => onKeyMap('newline') },
    'line',
    { label: 'Settings…', icon: 'settings', onPick: () => setWindow({ dialog: { kind: 'settings' } }) },
  ];
}

function transcriptEntries({
  transcript,
  onTranscript,
}: Pick<TerminalMenu, 'transcript' | 'onTranscript'>): readonly MenuItem[] {
  if (transcript !== null)
    return [{ label: 'End the transcript', icon: 'record', onPick: () => onTranscript(null) }];
  return [
    { label: 'Keep a transcript to play', icon: 'record', onPick: () => onTranscript('asciicast') },
    { label: 'Keep a transcript as plain text', onPick: () => onTranscript('plain') },
    { label: 'Transcripts…', onPick: showTranscripts },
  ];
}

/** Who takes what is typed here. */
export function shareMenu(panel: string): readonly MenuItem[] {
  const { panels } = useShared.getState();
  const others = openTypists().filter(([id]) => id !== panel);
  if (others.length === 0) return [{ title: 'No other terminal is open' }];
  return [
    { title: 'What is typed here goes also to' },
    ...others.map(([id, title]) => ({
      label: title.slice(0, 80),
      checked: panels.has(panel) && panels.has(id),
      onPick: () => shareWith(panel, id),
    })),
    'line',
    { label: 'All terminals', onPick: shareAll },
    { label: 'None', onPick: shareNone },
  ];
}

export function snippetMenu(panel: string): readonly MenuItem[] {
  const { snippets } = useSnippets.getState();
  return [
    ...snippets.map(({ name, text }) => ({ label: name, onPick: () => typeToAll(panel, text) })),
    ...(snippets.length > 0 ? (['line'] as const) : []),
    { label: 'Edit snippets…', testId: 'edit-snippets', onPick: editSnippets },
  ];
}
