/** The window: bar, side bar, table over consoles, details, and the call bar. */
import { AboutDialog } from './about/about-dialog.tsx';
import { ReportDialog } from './about/report-dialog.tsx';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ChooserLayer } from './calls/chooser.tsx';
import { PaletteLayer } from './calls/palette.tsx';
import { ControllerDialog } from './controller/controller-dialog.tsx';
import { CommandsDialog } from './calls/commands-dialog.tsx';
import { ResultDialog } from './calls/result-dialog.tsx';
import './calls/calls.css';
import { ShortcutSheet } from './commands/shortcut-sheet.tsx';
import './commands/shortcuts.css';
import { useDock } from './consoles/dock-state.ts';
import { NewGuest } from './guests/new-guest.tsx';
import { CombinationsLayer } from './consoles/combinations-dialog.tsx';
import { KeysLayer } from './consoles/keys-dialog.tsx';
import { SnippetsLayer } from './consoles/snippets-dialog.tsx';
import { AddHost } from './hosts/add-host.tsx';
import { ImportHosts } from './hosts/import-hosts.tsx';
import { ImportMacros } from './library/import-macros.tsx';
import { MacroDialog } from './library/macro-dialog.tsx';
import { CallBar } from './machines/call-bar.tsx';
import { Details } from './machines/details.tsx';
import { Header } from './machines/header.tsx';
import { FailureLayer } from './machines/host-line.tsx';
import { FirstRun } from './machines/nothing.tsx';
import { MarksDialog } from './marks/marks-dialog.tsx';
import { PlanDialog } from './machines/plan-dialog.tsx';
import { Sidebar } from './machines/sidebar.tsx';
import { MachineTable } from './machines/table.tsx';
import { focusTable } from './machines/table-actions.ts';
import { TableStrip } from './machines/table-strip.tsx';
import './machines/table.css';
import './machines/panes.css';
import { PromptLayer } from './prompts/prompt-dialog.tsx';
import { followWidth } from './settings/narrow.ts';
import { changeSettings, useSettings } from './settings/settings.ts';
import { NewSession } from './sessions/new-session.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { useTables } from './store.ts';
import { VaultDialog } from './vault/vault-dialog.tsx';
import { TranscriptsLayer } from './transcripts/transcripts-dialog.tsx';
import { ConfirmLayer } from './ui/dialog.tsx';
import { followWindow, Layer } from './ui/here.tsx';
import { MenuLayer } from './ui/menu.tsx';
import { MessageList } from './ui/message-list.tsx';
import { Notices } from './ui/notices.tsx';
import { Splitter } from './ui/splitter.tsx';
import { ToastLayer } from './ui/toast.tsx';
import { TooltipLayer } from './ui/tooltip.tsx';
import { followWindowKeys } from './window-keys.ts';
import { closeDialog, useWindow } from './window-state.ts';
import { useWords } from './words/words.ts';

/** Terminals and screens are fetched when the first is opened. */
const Dock = lazy(async () => ({ default: (await import('./consoles/dock.tsx')).Dock }));

export function App() {
  const w = useWords();
  const { sidebar, details, sidebarWidth, detailsWidth } = useSettings();
  useEffect(followWindowKeys, []);
  useEffect(followWidth, []);
  useEffect(() => followWindow(window), []);
  return (
    <div className="window">
      <SkipLink />
      <h1 className="unseen">ctys</h1>
      <Header />
      <div className="window-body">
        {sidebar && (
          <>
            <div className="pane" style={{ width: sidebarWidth }}>
              <Sidebar />
            </div>
            <Splitter
              direction="column"
              label={w.shell.sidebarWidth}
              size={sidebarWidth}
              sign={1}
              onSize={(width) => changeSettings({ sidebarWidth: clamp(width, 140, 480) })}
            />
          </>
        )}
        <Center />
        {details && (
          <>
            <Splitter
              direction="column"
              label={w.shell.detailsWidth}
              size={detailsWidth}
              sign={-1}
              onSize={(width) => changeSettings({ detailsWidth: clamp(width, 220, 640) })}
            />
            <div className="pane" style={{ width: detailsWidth }}>
              <Details />
            </div>
          </>
        )}
      </div>
      <CallBar />
      <MessageList />
      <Dialogs />
      <PromptLayer />
      <PaletteLayer />
      <ChooserLayer />
      <Layer>
        <FailureLayer />
        <ConfirmLayer />
        <KeysLayer />
        <SnippetsLayer />
        <CombinationsLayer />
        <TranscriptsLayer />
        <MenuLayer />
        <ToastLayer />
        <TooltipLayer />
      </Layer>
    </div>
  );
}

/** The first thing the Tab key comes to. */
function SkipLink() {
  const { keyboard } = useWords();
  return (
    <button type="button" className="skip" onClick={focusTable}>
      {keyboard.skip}
    </button>
  );
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The table alone, or above what is open in the dock. */
function Center() {
  const w = useWords();
  const open = useDock((state) => state.open);
  const away = useDock((state) => state.away);
  const beside = open && !away;
  const strip = useWindow((state) => state.strip) && beside;
  const share = useSettings((state) => state.tableShare);
  const box = useRef<HTMLElement>(null);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const resize = (size: number): void => changeSettings({ tableShare: clamp(size / height, 0.1, 0.85) });
  return (
    <main className="center" ref={box}>
      <Notices />
      {strip && <TableStrip />}
      <div
        className="table-pane"
        hidden={strip}
        style={beside ? { flex: `0 0 ${share * 100}%` } : { flex: 1 }}
      >
        <MachineTable />
        {!beside && <FirstRunHint />}
      </div>
      {beside && !strip && (
        <Splitter
          direction="row"
          label={w.shell.tableHeight}
          size={share * height}
          sign={1}
          onSize={resize}
        />
      )}
      {open && (
        <div className="dock" hidden={away}>
          <Suspense fallback={null}>
            <Dock />
          </Suspense>
        </div>
      )}
    </main>
  );
}

/** Until a host is added or a person has seen enough of them, the ways to get more stand below the rows of this machine. */
function FirstRunHint() {
  const alone = useTables(
    (state) => state.loaded && state.hosts.size === 1 && [...state.hosts.values()][0]?.origin === 'builtin',
  );
  const wanted = useSettings((state) => state.firstRun);
  const plain = useWindow((state) => state.filter === '' && state.view.kind === 'all');
  return alone && wanted && plain ? <FirstRun onDismiss={() => changeSettings({ firstRun: false })} /> : null;
}

function Dialogs() {
  const dialog = useWindow((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'settings':
      return <SettingsDialog first={dialog.page ?? 'looks'} onClose={closeDialog} />;
    case 'vault':
      return <VaultDialog onClose={closeDialog} />;
    case 'about':
      return <AboutDialog onClose={closeDialog} />;
    case 'report':
      return <ReportDialog onClose={closeDialog} />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'add-host':
      return <AddHost />;
    case 'import':
      return <ImportHosts />;
    case 'import-macros':
      return <ImportMacros />;
    case 'new-guest':
      return <NewGuest host={dialog.host} />;
    case 'session':
      return <NewSession dialog={dialog} />;
    case 'marks':
      return <MarksDialog dialog={dialog} />;
    case 'macro':
      return <MacroDialog dialog={dialog} />;
    case 'controller':
      return <ControllerDialog key={dialog.host} dialog={dialog} />;
    case 'result':
      return <ResultDialog dialog={dialog} />;
    case 'commands':
      return <CommandsDialog dialog={dialog} />;
    case 'plan':
      return <PlanDialog dialog={dialog} />;
  }
}
