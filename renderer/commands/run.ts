/** What each command does. */
import { exportCsv, exportJson } from '../machines/export.ts';
import { availability } from '../../core/model/availability.ts';
import { linkTo } from '../../core/model/deep-link.ts';
import type { Verb } from '../../core/model/verb.ts';
import type { ConsoleKey } from '../consoles/console-keys.ts';
import { goToTab, openFiles, openHistory, openJobs, theDock } from '../consoles/dock-state.ts';
import { openLocalShell } from '../consoles/new-console.ts';
import { pressInConsole } from '../consoles/pressed.ts';
import { editSnippets } from '../consoles/snippets-dialog.tsx';
import { editCall } from '../machines/call-bar.tsx';
import { beginRename, openMachine, refreshHosts, runVerb } from '../machines/commands.tsx';
import { saveView } from '../library/side-views.tsx';
import { focusFilter, focusTable, obeyTable, scrollSideways } from '../machines/table-actions.ts';
import type { Grouping } from '../machines/rows.ts';
import { showColumns } from '../machines/table-menu.ts';
import type { Source, View } from '../machines/views.ts';
import type { SessionKind } from '../sessions/session-form.ts';
import { chosenHosts, openSessionForm } from '../sessions/session-menu.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { tables } from '../store.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { copyText } from '../ui/clipboard.ts';
import { showMessages } from '../ui/message-list.tsx';
import { hostOfRow, setWindow, targets, useWindow } from '../window-state.ts';
import type { CommandId } from './command-table.ts';

const see = (kind: 'all' | 'running' | 'off' | 'lost' | 'drift') => (): void =>
  setWindow({ view: { kind } satisfies View });
const tell = (source: Source) => (): void => setWindow({ source });
const group = (grouping: Grouping) => (): void => changeSettings({ grouping });
const act = (verb: Verb) => (): void => void runVerb(verb, targets());
const press = (key: ConsoleKey) => (): void => pressInConsole(key, theDock()?.activePanel?.id);
const newSession = (session: SessionKind) => (): void => openSessionForm(session, chosenHosts());
const tab = (number: number) => (): void => goToTab(number);

const RUN: Readonly<Record<CommandId, () => void>> = {
  'palette.open': () => setWindow({ palette: { text: '' } }),
  'help.shortcuts': () => setWindow({ dialog: { kind: 'shortcuts' } }),
  'settings.open': () => setWindow({ dialog: { kind: 'settings' } }),
  'settings.shortcuts': () => setWindow({ dialog: { kind: 'settings', page: 'shortcuts' } }),
  'vault.open': () => setWindow({ dialog: { kind: 'vault' } }),
  'about.open': () => setWindow({ dialog: { kind: 'about' } }),
  'report.open': () => setWindow({ dialog: { kind: 'report' } }),
  'table.filter': focusFilter,
  'table.focus': focusTable,
  'table.export-csv': exportCsv,
  'table.export-json': exportJson,
  'table.strip': () => setWindow(({ strip }) => ({ strip: !strip })),
  'call.edit': editCall,
  'view.all': see('all'),
  'view.running': see('running'),
  'view.off': see('off'),
  'view.lost': see('lost'),
  'view.drift': see('drift'),
  'source.all': tell('all'),
  'source.list': tell('list'),
  'source.enumerate': tell('enumerate'),
  'group.host': group('host'),
  'group.group': group('group'),
  'group.owner': group('owner'),
  'table.columns': showColumns,
  'view.save': saveView,
  'pane.sidebar': () => changeSettings({ sidebar: !useSettings.getState().sidebar }),
  'pane.details': () => changeSettings({ details: !useSettings.getState().details }),
  'jobs.open': () => openJobs(),
  'history.open': openHistory,
  'messages.open': showMessages,
  'shell.local': () => openLocalShell(),
  'files.local': () => openFiles('localhost', ''),
  'snippets.edit': editSnippets,
  'transcripts.open': showTranscripts,
  'session.desktop': newSession('desktop'),
  'session.program': newSession('program'),
  'session.command': newSession('command'),
  'session.tunnel': newSession('tunnel'),
  'guest.new': newGuest,
  'host.add': () => setWindow({ dialog: { kind: 'add-host' } }),
  'hosts.import': () => setWindow({ dialog: { kind: 'import' } }),
  'calls.import': () => setWindow({ dialog: { kind: 'import-macros' } }),
  'tab.1': tab(1),
  'tab.2': tab(2),
  'tab.3': tab(3),
  'tab.4': tab(4),
  'tab.5': tab(5),
  'tab.6': tab(6),
  'tab.7': tab(7),
  'tab.8': tab(8),
  'tab.9': tab(9),
  'row.next': () => obeyTable('row.next'),
  'row.previous': () => obeyTable('row.previous'),
  'row.page-down': () => obeyTable('row.page-down'),
  'row.page-up': () => obeyTable('row.page-up'),
  'row.first': () => obeyTable('row.first'),
  'row.last': () => obeyTable('row.last'),
  'row.unfold': () => obeyTable('row.unfold'),
  'row.fold': () => obeyTable('row.fold'),
  'table.left': () => scrollSideways(-1),
  'table.right': () => scrollSideways(1),
  'row.select': () => obeyTable('row.select'),
  'row.unselect': () => obeyTable('row.unselect'),
  'row.select-next': () => obeyTable('row.select-next'),
  'row.select-previous': () => obeyTable('row.select-previous'),
  'row.select-page-down': () => obeyTable('row.select-page-down'),
  'row.select-page-up': () => obeyTable('row.select-page-up'),
  'row.select-first': () => obeyTable('row.select-first'),
  'row.select-last': () => obeyTable('row.select-last'),
  'row.select-all': () => obeyTable('row.select-all'),
  'row.menu': () => obeyTable('row.menu'),
  'machine.open': () => {
    for (const machine of targets().slice(0, 1)) openMachine(machine);
  },
  'machine.start': start,
  'machine.shutdown': act('shutdown'),
  'machine.resume': act('resume'),
  'machine.wake': act('wake'),
  'machine.reboot': act('reboot'),
  'machine.pause': act('pause'),
  'machine.unpause': act('unpause'),
  'machine.suspend': act('suspend'),
  'machine.reset': act('reset'),
  'machine.poweroff': act('poweroff'),
  'machine.favourite': () => obeyTable('machine.favourite'),
  'machine.tags': () => obeyTable('machine.tags'),
  'machine.note': () => obeyTable('machine.note'),
  'machine.rename': () => beginRename(targets()[0]),
  'machine.copy-name': () => copyLines(({ label }) => label),
  'machine.copy-path': () => copyLines(({ path }) => path),
  'machine.copy-link': () => copyLines(({ path }) => linkTo(path)),
  'machine.refresh': () => refreshHosts(targets()),
  'guest.here': newGuestHere,
  'console.table': press('table'),
  'console.copy': press('copy'),
  'console.paste': press('paste'),
  'console.find': press('find'),
  'console.larger': press('larger'),
  'console.smaller': press('smaller'),
  'console.normal': press('normal'),
  'console.strip': press('strip'),
  'console.next-tab': press('next-tab'),
  'console.previous-tab': press('previous-tab'),
  'console.close': press('close'),
  'console.split-right': press('split-right'),
  'console.split-below': press('split-below'),
  'console.detach': press('detach'),
  'console.full': press('full'),
  'console.share': press('share'),
  'console.snippets': press('snippets'),
  'console.local-shell': press('local-shell'),
  'console.files': press('files'),
};

export const runCommand = (id: CommandId): void => RUN[id]();

/** What sleeps is started by being woken. */
function start(): void {
  const machines = targets();
  const asleep = machines.every((machine) => availability('start', machine) !== null);
  void runVerb(asleep && machines.some(({ state }) => state === 'suspended') ? 'resume' : 'start', machines);
}

/** On the host of the row one is on, else on the first there is. */
function newGuest(): void {
  const { hosts } = tables.getState();
  const host = hostOfRow(useWindow.getState().cursor) ?? [...hosts.keys()][0] ?? 'localhost';
  setWindow({ dialog: { kind: 'new-guest', host } });
}

/** On the host of what is chosen; where nothing is, there is no here. */
function newGuestHere(): void {
  const host = targets()[0]?.host ?? hostOfRow(useWindow.getState().cursor);
  if (host !== undefined) setWindow({ dialog: { kind: 'new-guest', host } });
}

function copyLines(line: (machine: ReturnType<typeof targets>[number]) => string): void {
  const lines = targets().map(line);
  if (lines.length > 0) void copyText(lines.join('\n'));
}
