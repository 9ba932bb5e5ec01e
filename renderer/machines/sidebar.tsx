/** Views, host groups and hosts; what is chosen here narrows the table. */
import { naturalKey } from '../../core/ctys/tables/order.ts';
import { memo, type ReactNode, useMemo } from 'react';
import { SavedCalls } from '../library/side-calls.tsx';
import { SavedViews } from '../library/side-views.tsx';
import { useTables } from '../store.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { setWindow, toggled, useWindow } from '../window-state.ts';
import { hostMenu } from './host-menu.ts';
import { indexOf } from './search.ts';
import { inView, isDown, sameView, type View } from './views.ts';
import { language, told, useWords, words } from '../words/words.ts';

const VIEWS = ['all', 'running', 'off', 'lost', 'drift'] as const;

const VIEW_ICONS = {
  all: 'list',
  running: 'play',
  off: 'stop',
  lost: 'warn',
  drift: 'columns',
} as const satisfies Record<string, IconName>;

export function Sidebar() {
  const w = useWords();
  return (
    <nav className="sidebar" aria-label={w.sidebar.nav}>
      <Section title={w.sidebar.viewsTitle}>
        {VIEWS.map((kind) => (
          <Entry
            key={kind}
            view={{ kind }}
            icon={<Icon name={VIEW_ICONS[kind]} />}
            title={w.sidebar.views[kind]}
          >
            <ViewCount view={{ kind }} />
          </Entry>
        ))}
        <SavedViews />
      </Section>
      <Groups />
      <Section title={w.sidebar.calls}>
        <SavedCalls />
      </Section>
      <Hosts />
    </nav>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const key = `side:${title}`;
  const folded = useWindow((state) => state.folded.has(key));
  return (
    <section>
      <button
        type="button"
        className="side-title"
        aria-expanded={!folded}
        onClick={() => setWindow((state) => ({ folded: toggled(state.folded, key) }))}
      >
        <span className="fold" data-open={!folded}>
          <Icon name="chevron" />
        </span>
        {title}
      </button>
      {!folded && <ul>{children}</ul>}
    </section>
  );
}

interface EntryProps {
  readonly view: View;
  readonly icon: ReactNode;
  readonly title: string;
  readonly tip?: string | undefined;
  readonly testId?: string;
  readonly menu?: () => readonly MenuItem[];
  readonly children?: ReactNode;
}

function Entry({ view, icon, title, tip, testId, menu, children }: EntryProps) {
  const chosen = useWindow((state) => sameView(state.view, view));
  return (
    <li>
      <button
        type="button"
        className="side-entry"
        aria-current={chosen || undefined}
        data-tip={tip}
        data-testid={testId}
        onClick={() => setWindow({ view: chosen && view.kind !== 'all' ? { kind: 'all' } : view })}
        onContextMenu={(event) => {
          if (menu === undefined) return;
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: menu });
        }}
      >
        {icon}
        <span className="grow cut">{title}</span>
        {children}
      </button>
    </li>
  );
}

function ViewCount({ view }: { readonly view: View }) {
  const number = useTables((state) => {
    if (view.kind === 'all') return state.machines.size;
    const passes = inView(view, state.hosts, state.machines);
    let sum = 0;
    const places = new Set<string>();
    for (const machine of state.machines.values())
      if (passes(indexOf(machine))) {
        sum += 1;
        places.add(machine.host);
      }
    if (view.kind !== 'lost') return sum;
    // Hosts that nothing is known of are lines there, too.
    return sum + [...state.hosts].filter(([name, host]) => isDown(host) && !places.has(name)).length;
  });
  return number === 0 ? null : <span className="muted">{number.toLocaleString(language())}</span>;
}

function Groups() {
  const w = useWords();
  const hosts = useTables((state) => state.hosts);
  const groups = useMemo(() => {
    const sizes = new Map<string, number>();
    for (const { config } of hosts.values())
      for (const group of config.groups ?? []) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    return [...sizes].sort(([a], [b]) => (naturalKey(a) < naturalKey(b) ? -1 : 1));
  }, [hosts]);
  if (groups.length === 0) return null;
  return (
    <Section title={w.sidebar.groups}>
      {groups.map(([name, size]) => (
        <Entry key={name} view={{ kind: 'group', name }} icon={<Icon name="group" />} title={name}>
          <span className="muted">{size}</span>
        </Entry>
      ))}
    </Section>
  );
}

function Hosts() {
  const w = useWords();
  const hosts = useTables((state) => state.hosts);
  const names = useMemo(() => {
    const sorted = [...hosts.keys()].map((name) => [naturalKey(name), name] as const);
    return sorted.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
  }, [hosts]);
  return (
    <Section title={w.sidebar.hosts}>
      {names.map((name) => (
        <HostEntry key={name} name={name} />
      ))}
    </Section>
  );
}

const HostEntry = memo(function HostEntry({ name }: { readonly name: string }) {
  const host = useTables((state) => state.hosts.get(name));
  if (host === undefined) return null;
  return (
    <Entry
      view={{ kind: 'host', name }}
      icon={<StateMark state={host.state} />}
      title={name}
      tip={told(host.failure?.message)}
      testId={`host-${name}`}
      menu={() => hostMenu(host)}
    >
      {host.state !== 'up' && <span className="muted">{words().states.host[host.state]}</span>}
    </Entry>
  );
});
