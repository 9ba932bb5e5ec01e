/** The files of a host beside its console: browsed, named, removed, sent and fetched. */
import type { DockviewPanelApi } from 'dockview-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { shownName } from '../../core/model/file-name.ts';
import { onFocusPanel } from '../consoles/dock-state.ts';
import { useDeeds } from '../consoles/pressed.ts';
import { Button } from '../ui/button.tsx';
import { FailureView } from '../ui/failure.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { chosen, dropped } from './dropped.ts';
import { fetchThem, nameIt, removeThem, sendThem } from './file-acts.tsx';
import { isFolder, type SortBy } from './file-order.ts';
import { FileRows } from './file-rows.tsx';
import './files.css';
import { NameDialog } from './name-dialog.tsx';
import { TransferRows } from './transfer-rows.tsx';
import { type Browser, useFiles } from './use-files.ts';
import { useWords } from '../words/words.ts';

interface FilesPanelProps {
  readonly host: string;
  readonly path: string;
  readonly api: DockviewPanelApi;
}

const TOOL = { look: 'ghost', small: true } as const;
const PAGE = 20;

export function FilesPanel({ host, path, api }: FilesPanelProps) {
  const w = useWords();
  const browser = useFiles(host, path);
  const place = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState<{ readonly was: string | null } | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => onFocusPanel(api.id, () => place.current?.focus()), [api]);
  const acts = {
    send: () => picker.current?.click(),
    fetch: () => fetchThem(host, browser),
    remove: () => void removeThem(host, browser),
    makeFolder: () => setNaming({ was: null }),
    rename: () => {
      const [one] = browser.meant();
      if (one !== undefined) setNaming({ was: one.name });
    },
  };
  const none = browser.entries.length === 0 ? w.files.nothing : undefined;
  const showHidden = (): void => browser.showHidden(!browser.hidden);
  useDeeds(api.id, {
    'files.up': browser.up,
    'files.again': browser.again,
    'files.upload': acts.send,
    'files.folder': acts.makeFolder,
    'files.hidden': showHidden,
    ...(none === undefined && {
      'files.download': acts.fetch,
      'files.rename': acts.rename,
      'files.remove': acts.remove,
    }),
  });
  const menu = (): readonly MenuItem[] => [
    {
      label: w.files.download,
      icon: 'down',
      keys: 'D',
      command: 'files.download',
      reason: none,
      onPick: acts.fetch,
    },
    { label: w.files.upload, icon: 'up', keys: 'U', command: 'files.upload', onPick: acts.send },
    'line',
    { label: w.files.newFolder, icon: 'plus', keys: 'N', command: 'files.folder', onPick: acts.makeFolder },
    { label: w.files.rename, keys: 'F2', command: 'files.rename', reason: none, onPick: acts.rename },
    {
      label: w.common.remove,
      command: 'files.remove',
      icon: 'close',
      keys: 'Delete',
      reason: none,
      danger: true,
      onPick: acts.remove,
    },
    'line',
    {
      label: w.files.hidden,
      command: 'files.hidden',
      keys: '.',
      checked: browser.hidden,
      onPick: showHidden,
    },
  ];
  const listPath = browser.list?.path;
  return (
    <section
      className="files"
      aria-label={w.files.of(host)}
      data-testid="files-panel"
      data-over={over}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        void dropped(event.dataTransfer).then((all) => sendThem(host, browser, all));
      }}
    >
      <div className="console-head">
        <Button {...TOOL} icon="up" hint={w.files.above} onClick={browser.up} />
        <Button {...TOOL} icon="retry" hint={w.files.again} onClick={browser.again} />
        <PathField key={listPath} path={listPath ?? path} browser={browser} />
        <Button
          {...TOOL}
          icon="import"
          hint={w.files.downloadHint}
          reason={none}
          onClick={acts.fetch}
          data-testid="download"
        />
        <Button {...TOOL} icon="plus" hint={w.files.uploadHint} onClick={acts.send} />
        <Button
          {...TOOL}
          icon="more"
          hint={w.files.menu}
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect();
            openMenu({ at: { x: left, y: bottom + 4 }, items: menu });
          }}
        />
      </div>
      <Heads browser={browser} />
      {browser.failure !== undefined && (
        <div className="files-said">
          <FailureView failure={browser.failure} />
        </div>
      )}
      {browser.list !== undefined && none !== undefined && browser.failure === undefined && (
        <p className="muted files-said">
          {browser.list.entries.length === 0 ? w.files.empty : w.files.onlyHidden}
        </p>
      )}
      <FileRows
        browser={browser}
        place={place}
        onOpen={(entry) => (isFolder(entry) ? browser.into(entry) : acts.fetch())}
        onKeyDown={(event) => obey(event, browser, acts)}
        onMenu={(at) => openMenu({ at, items: menu })}
      />
      {browser.list?.cut === true && (
        <p className="muted files-said">{w.files.cut(browser.list.entries.length)}</p>
      )}
      <TransferRows host={host} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="pick-files"
        onChange={({ target }) => {
          const all = chosen(target.files ?? []);
          target.value = '';
          void sendThem(host, browser, all);
        }}
      />
      {naming !== null && (
        <NameDialog
          was={naming.was}
          onCancel={() => setNaming(null)}
          onName={(name) => {
            setNaming(null);
            void nameIt(host, browser, naming.was, name);
          }}
        />
      )}
    </section>
  );
}

function PathField({ path, browser }: { readonly path: string; readonly browser: Browser }) {
  const w = useWords();
  const shown = shownName(path);
  const [text, setText] = useState(shown);
  return (
    <input
      className="input mono grow"
      aria-label={w.files.folder}
      data-testid="files-path"
      spellCheck={false}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') browser.go(text === shown ? path : text);
        else if (event.key === 'Escape') setText(shown);
      }}
    />
  );
}

const HEADS: readonly (readonly [SortBy, string])[] = [
  ['name', 'grow'],
  ['size', 'file-size'],
  ['changed', 'file-time'],
];

function Heads({ browser: { order, sort } }: { readonly browser: Browser }) {
  const { heads } = useWords().files;
  return (
    <div className="file-heads">
      {HEADS.map(([by, place]) => (
        <button key={by} type="button" className={`file-head ${place}`} onClick={() => sort(by)}>
          {heads[by]}
          {order.by === by && (order.down ? ' ↓' : ' ↑')}
        </button>
      ))}
      <span className="file-mode" />
    </div>
  );
}

type Acts = Readonly<Record<'send' | 'fetch' | 'remove' | 'makeFolder' | 'rename', () => void>>;

function obey(event: KeyboardEvent, browser: Browser, acts: Acts): void {
  const { active, entries, hidden } = browser;
  const step = (to: number): void => browser.choose(to, event.shiftKey ? 'range' : 'one');
  const open = (): void => {
    const entry = entries[active];
    if (entry !== undefined && isFolder(entry)) browser.into(entry);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(active + 1),
    ArrowUp: () => step(active - 1),
    PageDown: () => step(active + PAGE),
    PageUp: () => step(active - PAGE),
    Home: () => step(0),
    End: () => step(entries.length - 1),
    ' ': () => browser.choose(active, 'more'),
    Enter: open,
    ArrowRight: open,
    ArrowLeft: browser.up,
    Backspace: browser.up,
    Delete: acts.remove,
    F2: acts.rename,
    n: acts.makeFolder,
    d: acts.fetch,
    u: acts.send,
    r: browser.again,
    '.': () => browser.showHidden(!hidden),
  };
  const isAll = (event.ctrlKey || event.metaKey) && event.key === 'a';
  const act = isAll
    ? browser.chooseAll
    : event.ctrlKey || event.metaKey || event.altKey
      ? undefined
      : keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
