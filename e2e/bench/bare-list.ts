/**
 * What a browser needs to show the table's rows as they scroll at all: a list written by hand for this alone. It has as many
 * rows in the page as the table, in columns as wide, with as much text, cut off where there is no room; a row that leaves
 * becomes one that comes. It has no React, and nothing in a row but its texts: no marks, lines, icons, roles or choices.
 *
 * Text that merely stands there is no measure: the compositor moves what has been drawn before, and the page does nothing.
 */
import type { Machine } from '../../core/model/machine.ts';

const STYLE = `
  .bare { position: absolute; inset: 28px 0 0; z-index: 9; overflow: hidden auto; background: var(--bg) }
  .bare > div { position: relative }
  .bare-row { position: absolute; left: 0; display: grid; width: 100%; height: 28px; padding: 0 12px 0 24px; contain: strict }
  .bare-row > div { overflow: hidden; padding: 0 8px; line-height: 28px; text-overflow: ellipsis; white-space: nowrap }
`;

/** The texts of a machine's row. */
export const bareLine = ({
  label,
  type,
  state,
  host,
  cpu,
  memoryTotal,
  user,
}: Machine): readonly string[] => [
  label,
  type,
  state,
  'S',
  host,
  cpu === undefined ? '' : `${Math.round(cpu * 100)} %`,
  `${(memoryTotal ?? 0) / 2 ** 20} MiB`,
  user ?? '',
];

/** A function of the page: puts the list of `lines` over the table's rows. */
export const BARE_LIST = `
  const bareList = (rows, lines) => {
    const HEIGHT = 28;
    const made = (className, within) => within.appendChild(Object.assign(document.createElement('div'), { className }));
    const style = document.head.appendChild(Object.assign(document.createElement('style'), { textContent: ${JSON.stringify(STYLE)} }));
    const tracks = getComputedStyle(rows.querySelector('.row')).gridTemplateColumns;
    const list = made('bare', rows.parentElement);
    const inner = made('', list);
    inner.style.height = lines.length * HEIGHT + 'px';
    const pool = Array.from(rows.querySelectorAll('.row'), () => {
      const row = made('bare-row', inner);
      row.style.gridTemplateColumns = tracks;
      return { row, at: -1, texts: tracks.split(' ').map(() => made('', row).appendChild(new Text())) };
    });
    const fill = () => {
      const first = Math.min(lines.length - pool.length, Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 6));
      for (let at = first; at < first + pool.length; at += 1) {
        const slot = pool[at % pool.length];
        if (slot.at === at) continue;
        slot.at = at;
        slot.row.style.top = at * HEIGHT + 'px';
        slot.texts.forEach((text, cell) => { text.data = lines[at][cell] ?? ''; });
      }
    };
    list.addEventListener('scroll', fill);
    fill();
    return { list, remove: () => { list.remove(); style.remove(); } };
  };
`;
