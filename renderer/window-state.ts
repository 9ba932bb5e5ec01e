/** What this window shows and where the person is in it. It begins anew with the window, but for the view (machines/kept-view.ts). */
import type { SessionKind } from './sessions/session-form.ts';
import { create } from 'zustand';
import type { MachineAction, PowerPath } from '../core/model/action.ts';
import type { Macro } from '../core/ctys/macro-file.ts';
import type { Machine } from '../core/model/machine.ts';
import type { Planned } from '../core/model/plan.ts';
import type { Plan } from '../core/model/step.ts';
import type { Source, View } from './machines/views.ts';
import { tables } from './store.ts';

/** An action on many machines, as it is before its plan. */
export interface Bulk {
  readonly members: readonly MachineAction[];
  /** At a time on each host; absent: as many as are good for it. */
  readonly atOnce?: number;
  /** Those it cannot be used on. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

export type OpenDialog =
  | { readonly kind: 'add-host' | 'import' | 'import-macros' | 'shortcuts' | 'vault' | 'about' | 'report' }
  | { readonly kind: 'settings'; readonly page?: 'shortcuts' | 'file' }
  /** Tags and notes of these machines. */
  | { readonly kind: 'marks'; readonly ids: readonly string[]; readonly first: 'tags' | 'note' }
  /** A guest from a template, on this host at first. */
  | { readonly kind: 'new-guest'; readonly host: string }
  /** A desktop, a program, a command or a tunnel, on these hosts at first. */
  | { readonly kind: 'session'; readonly session: SessionKind; readonly hosts: readonly string[] }
  /** `was`: the name it has now; absent: it is new. */
  | { readonly kind: 'macro'; readonly macro: Macro; readonly was?: string }
  /** The management controller of a host. */
  | { readonly kind: 'controller'; readonly host: string }
  /** What a call told, as text. */
  | { readonly kind: 'result'; readonly call: string; readonly text: string }
  /** A command on many hosts, and what it says there; `jobs`: those begun. */
  | {
      readonly kind: 'commands';
      readonly call: string;
      readonly actions: readonly MachineAction[];
      readonly jobs: readonly string[];
    }
  | {
      readonly kind: 'plan';
      readonly action: Planned;
      readonly call: string;
      readonly plan: Plan;
      /** Of several machines at once: what was left out, and why. */
      readonly bulk?: Bulk;
      /** What its button does, where it asks: `Shut down lab00`. */
      readonly title?: string;
      /** Ids of its jobs, once it runs. */
      readonly jobs?: readonly string[];
    };

export interface WindowState {
  readonly view: View;
  /** What of the machines is told: all, what runs, what is configured. */
  readonly source: Source;
  readonly filter: string;
  /** Key of the row the keyboard is on. */
  readonly cursor: string | null;
  /** Key of the row that is to come into sight, until it has (`machines/reveal.ts`). */
  readonly sought: string | null;
  /** Ids of selected machines; the cursor alone selects nothing. */
  readonly selected: ReadonlySet<string>;
  /** Key of the row a range of the selection begins at. */
  readonly anchor: string | null;
  /** Keys of folded rows. */
  readonly folded: ReadonlySet<string>;
  /** The table is a strip, so that consoles get the room. */
  readonly strip: boolean;
  /** Id of the machine whose name is a field now. */
  readonly renaming: string | null;
  /** The action pointed at in a menu or on a button: the call bar shows it instead of the next one. */
  readonly pointed: { readonly machine: string; readonly action: MachineAction } | null;
  readonly dialog: OpenDialog | null;
  /** The palette is open, with this text at first. */
  readonly palette: { readonly text: string } | null;
  /** The call bar is a field, with this text at first. */
  readonly editing: { readonly text: string } | null;
  /** The path that power verbs of a host take, by machine id, where one was chosen. */
  readonly via: Readonly<Record<string, PowerPath>>;
  /** Console opened last, by machine id. */
  readonly lastConsole: Readonly<Record<string, string>>;
}

export const useWindow = create<WindowState>(() => ({
  view: { kind: 'all' },
  source: 'all',
  filter: '',
  cursor: null,
  sought: null,
  selected: new Set(),
  anchor: null,
  folded: new Set(),
  strip: false,
  renaming: null,
  pointed: null,
  dialog: null,
  palette: null,
  editing: null,
  via: {},
  lastConsole: {},
}));

export const setWindow = useWindow.setState;
export const closeDialog = (): void => setWindow({ dialog: null });

export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** The machine a row is about: its own, or a session's. */
export function machineOfRow(key: string | null): Machine | undefined {
  const { machines, sessions } = tables.getState();
  if (key?.startsWith('m:') === true) return machines.get(key.slice(2));
  if (key?.startsWith('s:') === true) return machines.get(sessions.get(key.slice(2))?.machine ?? '');
  return undefined;
}

/** The host a row is, or that its machine is on. */
export function hostOfRow(key: string | null): string | undefined {
  return key?.startsWith('h:') === true ? key.slice(2) : machineOfRow(key)?.host;
}

/** Machines an action is meant for: the selected ones, else the one under the cursor. */
export function targets(): readonly Machine[] {
  const { selected, cursor } = useWindow.getState();
  const { machines } = tables.getState();
  if (selected.size > 0) return [...selected].flatMap((id) => machines.get(id) ?? []);
  const machine = machineOfRow(cursor);
  return machine === undefined ? [] : [machine];
}
