/** The rows of a folder: only those in sight are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { shownName } from '../../core/model/file-name.ts';
import type { FileEntry } from '../../core/model/file.ts';
import { formatBytes } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { isFolder, rights } from './file-order.ts';
import type { Browser } from './use-files.ts';
import { useWords } from '../words/words.ts';

interface FileRowsProps {
  readonly browser: Browser;
  readonly place: RefObject<HTMLDivElement | null>;
  readonly onOpen: (entry: FileEntry) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

const ROW = 24;

export function FileRows({ browser, place, onOpen, onKeyDown, onMenu }: FileRowsProps) {
  const w = useWords();
  const { entries, active, chosen } = browser;
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  useEffect(() => {
    if (entries.length > 0) virtual.scrollToIndex(active);
  }, [virtual, active, entries.length]);
  return (
    <div
      className="file-rows"
      ref={place}
      role="listbox"
      aria-label={w.files.list}
      aria-multiselectable="true"
      aria-activedescendant={entries.length > 0 ? `file-${active}` : undefined}
      tabIndex={0}
      data-testid="files"
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          return entry === undefined ? null : (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keyboard for all its rows
            <div
              key={entry.name}
              id={`file-${index}`}
              className="file-row"
              role="option"
              tabIndex={-1}
              aria-selected={chosen.has(entry.name)}
              data-active={index === active}
              data-testid="file"
              style={{ transform: `translateY(${start}px)`, height: ROW }}
              onClick={({ ctrlKey, metaKey, shiftKey }) =>
                browser.choose(index, shiftKey ? 'range' : ctrlKey || metaKey ? 'more' : 'one')
              }
              onDoubleClick={() => onOpen(entry)}
              onContextMenu={(event) => {
                event.preventDefault();
                if (!chosen.has(entry.name)) browser.choose(index, 'one');
                onMenu({ x: event.clientX, y: event.clientY });
              }}
            >
              <Cells entry={entry} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cells({ entry }: { readonly entry: FileEntry }) {
  const w = useWords();
  const { name, kind, size, changed, mode, target, leadsTo } = entry;
  const lost = kind === 'link' && leadsTo === undefined;
  return (
    <>
      <Icon name={isFolder(entry) ? 'group' : kind === 'link' ? 'out' : 'note'} />
      <span className="cut grow" data-tip={lost ? w.files.deadLink : undefined}>
        {shownName(name)}
        {target !== undefined && <span className={lost ? 'bad' : 'muted'}> → {shownName(target)}</span>}
      </span>
      <span className="file-size muted figures">{kind === 'file' ? formatBytes(size) : ''}</span>
      <span className="file-time muted figures">{formatDay(changed)}</span>
      <span className="file-mode muted mono">{rights(mode)}</span>
    </>
  );
}

/** `2026-11-26 11:04`, in the time of here. */
const formatDay = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');
