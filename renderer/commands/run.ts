/** What each command does. */
import { availability } from '../../core/model/availability.ts';
import { linkTo } from '../../core/model/deep-link.ts';
import type { ConsoleKind } from '../../core/model/console.ts';
import type { Job } from '../../core/model/job.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';
import type { ConsoleKey } from '../consoles/console-keys.ts';
import { goToTab, openFiles, openHistory, openJobs, theDock } from '../consoles/dock-state.ts';
import { openLocalShell } from '../consoles/new-console.ts';
import { isOfPanel, type PanelCommand, panelDeed, pressInConsole } from '../consoles/pressed.ts';
import { editSnippets } from '../consoles/snippets-dialog.tsx';
import { editCall } from '../machines/call-bar.tsx';
import { retryJob } from '../jobs/outcomes.ts';
import { abortJob, jobToAbort, jobToRetry } from '../jobs/shown-job.ts';
import { saveCall } from '../library/side-calls.tsx';
import { changeMacro, chosenView, removeChosenView } from '../library/saved-views.ts';
import {
  beginRename,
  canEmpty,
  emptyHost,
  openController,
  openInTerminal,
  openMachine,
  openRdp,
  refreshHost,
  refreshHosts,
  report,
  runVerb,
  viewMachine,
} from '../machines/commands.tsx';
import { hostMeant, removeMeant, showHost } from '../machines/host-menu.ts';
import { hasController } from '../machines/power-paths.tsx';
import { offerOf } from '../machines/verbs.ts';
import { saveView } from '../library/side-views.tsx';
import { obeyTable } from '../machines/table-actions.ts';
import type { Source, View } from '../machines/views.ts';
import type { SessionKind } from '../sessions/session-form.ts';
import { chosenHosts, openSessionForm } from '../sessions/session-menu.ts';
import { resetSettings } from '../settings/reset-all.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { exportSettings, importSettings } from '../settings/settings-file.ts';
import { tables } from '../store.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { copyText } from '../ui/clipboard.ts';
import { lockVault } from '../vault/lock.ts';
import { showMessages } from '../ui/message-list.tsx';
import { hostOfRow, setWindow, targets, useWindow } from '../window-state.ts';
import type { CommandId } from './command-table.ts';
import { ARRANGE } from './run-arrange.ts';

const see = (kind: 'all' | 'running' | 'off' | 'lost' | 'drift') => (): void =>
  setWindow({ view: { kind } satisfies View });
const tell = (source: Source) => (): void => setWindow({ source });
const act = (verb: Verb) => (): void => void runVerb(verb, targets());
const newSession = (session: SessionKind) => (): void => openSessionForm(session, chosenHosts());
const tab = (number: number) => (): void => goToTab(number);

/** Of consoles the keys say it, and the one in front does it. */
type ConsoleCommand = Extract<CommandId, `console.${string}`>;

const RUN: Readonly<Record<Exclude<CommandId, ConsoleCommand | PanelCommand>, () => void>> = {
  ...ARRANGE,
  'palette.open': () => setWindow({ palette: { text: '' } }),
  'help.shortcuts': () => setWindow({ dialog: { kind: 'shortcuts' } }),
  'settings.open': () => setWindow({ dialog: { kind: 'settings' } }),
  'settings.shortcuts': () => setWindow({ dialog: { kind: 'settings', page: 'shortcuts' } }),
  'settings.file': settingsFile,
  'settings.export': () => void exportSettings().catch(report),
  'settings.import': () => void importSettings().catch(report),
  'settings.sync': settingsFile,
  'settings.profile': settingsFile,
  'settings.reset': () => void resetSettings().catch(report),
  'vault.lock': () => void lockVault().catch(report),
  'vault.open': () => setWindow({ dialog: { kind: 'vault' } }),
  'about.open': () => setWindow({ dialog: { kind: 'about' } }),
  'report.open': () => setWindow({ dialog: { kind: 'report' } }),
  'call.edit': editCall,
  'view.all': see('all'),
  'view.running': see('running'),
  'view.off': see('off'),
  'view.lost': see('lost'),
  'view.drift': see('drift'),
  'source.all': tell('all'),
  'source.list': tell('list'),
  'source.enumerate': tell('enumerate'),
  'view.save': saveView,
  'view.change': () => changeMacro(chosenView()),
  'view.remove': removeChosenView,
  'pane.sidebar': () => changeSettings({ sidebar: !useSettings.getState().sidebar }),
  'pane.details': () => changeSettings({ details: !useSettings.getState().details }),
  'jobs.open': () => openJobs(),
  'job.abort': () => withJob(jobToAbort(), abortJob),
  'job.retry': () => withJob(jobToRetry(), retryJob),
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
  'host.only': () => {
    const host = hostMeant();
    if (host !== undefined) showHost(host.config.name);
  },
  'host.remove': removeMeant,
  'call.save': saveCall,
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
  'machine.open': () => withFirst((machine) => openMachine(machine)),
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
  'machine.empty': () => {
    const machines = targets();
    if (canEmpty(machines)) withFirst(emptyHost);
  },
  'machine.controller': () => withFirst((machine) => hasController(machine) && openController(machine)),
  'machine.viewer': () => beside('rfb', viewMachine),
  'machine.terminal': () => beside('tty', openInTerminal),
  'machine.freerdp': () => withFirst(openRdp),
  'machine.favourite': () => obeyTable('machine.favourite'),
  'machine.tags': () => obeyTable('machine.tags'),
  'machine.note': () => obeyTable('machine.note'),
  'machine.rename': () => beginRename(targets()[0]),
  'machine.copy-name': () => copyLines(({ label }) => label),
  'machine.copy-path': () => copyLines(({ path }) => path),
  'machine.copy-link': () => copyLines(({ path }) => linkTo(path)),
  'machine.refresh': refresh,
  'guest.here': newGuestHere,
};

const isOfConsoles = (id: CommandId): id is ConsoleCommand => id.startsWith('console.');

export function runCommand(id: CommandId): void {
  if (isOfConsoles(id)) pressInConsole(id.slice('console.'.length) as ConsoleKey, theDock()?.activePanel?.id);
  else if (isOfPanel(id)) panelDeed(id, theDock()?.activePanel?.id)?.();
  else RUN[id]();
}

function settingsFile(): void {
  setWindow({ dialog: { kind: 'settings', page: 'file' } });
}

function withFirst(work: (machine: Machine) => unknown): void {
  const [machine] = targets();
  if (machine !== undefined) work(machine);
}

function withJob(job: Job | undefined, work: (job: Job) => void): void {
  if (job !== undefined) work(job);
}

/** In a program of its own, where the machine has such a console. */
function beside(kind: ConsoleKind, open: (machine: Machine, console: string) => Promise<void>): void {
  withFirst((machine) => {
    const offer = offerOf(machine, kind);
    if (offer !== undefined) void open(machine, offer.id);
  });
}

/** The hosts of what is chosen, else the one that is a row without machines, or shown alone. */
function refresh(): void {
  const machines = targets();
  const host = hostMeant();
  if (machines.length > 0) refreshHosts(machines);
  else if (host !== undefined) refreshHost(host.config.name);
}

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
  const host = targets()[0]?.host ?? hostMeant()?.config.name;
  if (host !== undefined) setWindow({ dialog: { kind: 'new-guest', host } });
}

function copyLines(line: (machine: ReturnType<typeof targets>[number]) => string): void {
  const lines = targets().map(line);
  if (lines.length > 0) void copyText(lines.join('\n'));
}
