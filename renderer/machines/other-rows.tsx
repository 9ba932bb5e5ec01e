/** Rows that are no machine: sessions, hosts nothing is known of, groups. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import type { Session } from '../../core/model/session.ts';
import { focusConsole } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { formatBytes, formatSpan } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useWindow } from '../window-state.ts';
import { report } from './commands.tsx';
import type { Column } from './columns.ts';
import { HostLine } from './host-line.tsx';
import { Fold, place, type RowProps, rowElementId } from './row-parts.tsx';
import { told, useWords, words } from '../words/words.ts';

const typeOf = ({ role, type, kind }: Session, machine: string | undefined): string =>
  role === 'T' ? `SSH(${type ?? machine ?? ''})` : (type ?? (kind === 'tty' ? 'CLI' : 'VNC'));

const iconOf = ({ role, kind }: Session): IconName =>
  role === 'T' ? 'up' : kind === 'tty' ? 'terminal' : 'screen';

/** Of a tunnel its label, its ports and what it has carried; the machine it stands below need not be said again. */
const titleOf = ({ title, label, tunnel }: Session, above: string | undefined): string =>
  tunnel === undefined
    ? told(title.slice(above !== undefined && title.startsWith(`${above}: `) ? above.length + 2 : 0))
    : words()
        .table.tunnel(
          label === undefined || label === above ? '' : label,
          tunnel.from,
          tunnel.to,
          formatBytes(tunnel.bytes),
        )
        .trim();

/** What has no tab that would close it. */
const isClosedHere = ({ role, console }: Session): boolean => role === 'T' || console === 'display';

export function SessionRow({ row, columns, top, number }: RowProps) {
  const w = useWords();
  const session = useTables((state) => state.sessions.get(row.id));
  const machine = useTables((state) => state.machines.get(session?.machine ?? ''));
  const cursor = useWindow((state) => state.cursor === row.key);
  const up = useClock((now) => (session === undefined ? '' : formatSpan(now - session.since)));
  if (session === undefined) return null;
  const cells: Partial<Record<Column['id'], string>> = {
    type: typeOf(session, machine?.type),
    state: session.tunnel === undefined ? w.states.session[session.state] : w.table.open(session.tunnel.open),
    cst: session.role,
    up,
  };
  return (
    <div
      id={rowElementId(row.key)}
      className="row session"
      role="row"
      aria-rowindex={number}
      aria-level={row.depth + 1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      data-testid={`session-${session.id}`}
      style={place(top)}
      onDoubleClick={() => focusConsole(session.id)}
    >
      {columns.map(({ id, align }) =>
        id === 'machine' ? (
          <div key={id} role="gridcell" className="cell name">
            <Fold row={row} />
            <Icon name={iconOf(session)} />
            <span className="cut">{titleOf(session, row.depth > 0 ? machine?.label : undefined)}</span>
            {isClosedHere(session) && (
              <Button
                key={session.id}
                look="ghost"
                small
                icon="close"
                hint={session.role === 'T' ? w.table.closeTunnel : w.table.endProgram}
                data-testid={`close-${session.id}`}
                onClick={() => void theCore().api.console.close({ session: session.id }).catch(report)}
              />
            )}
          </div>
        ) : (
          <div
            key={id}
            role="gridcell"
            className={align === 'end' ? 'cell end' : 'cell'}
            data-tip={id === 'cst' ? w.table.roles[session.role] : undefined}
          >
            {cells[id] ?? ''}
          </div>
        ),
      )}
    </div>
  );
}

export function HostRow({ row, columns, top, number }: RowProps) {
  const host = useTables((state) => state.hosts.get(row.id));
  const cursor = useWindow((state) => state.cursor === row.key);
  return (
    <div
      id={rowElementId(row.key)}
      className="row"
      role="row"
      aria-rowindex={number}
      aria-level={1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      data-testid={`row-${row.id}`}
      style={place(top)}
    >
      <div role="gridcell" className="cell name">
        <Fold row={row} />
        <span className="cut">{row.id}</span>
      </div>
      {columns[1]?.id === 'type' && (
        <div role="gridcell" className="cell muted">
          PM
        </div>
      )}
      {host !== undefined && <HostLine key={row.id} host={host} />}
    </div>
  );
}

export function GroupRow({ row, top, number }: RowProps) {
  const cursor = useWindow((state) => state.cursor === row.key);
  return (
    <div
      id={rowElementId(row.key)}
      className="row group"
      role="row"
      aria-rowindex={number}
      aria-level={1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      style={place(top)}
    >
      <div role="gridcell" className="cell name">
        <Fold row={row} />
        <span>{row.id}</span>
        <span className="muted below">{row.below}</span>
      </div>
    </div>
  );
}
