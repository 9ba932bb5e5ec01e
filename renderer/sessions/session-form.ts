/** A new session as it is typed into its form, and the call that this is. Pure. */
import { endOf, readForward } from '../../core/ctys/forward.ts';
import { formatAction } from '../../core/ctys/format.ts';
import { quoteWord } from '../../core/ctys/shell-words.ts';
import type { MachineAction, WindowManager } from '../../core/model/action.ts';
import { Failure } from '../../core/model/failure.ts';
import type { TunnelRequest } from '../../core/model/tunnel.ts';
import { told, words } from '../words/words.ts';

export type SessionKind = 'desktop' | 'program' | 'command' | 'tunnel';

export interface SessionForm {
  readonly kind: SessionKind;
  readonly host: string;
  /** Of a command: hosts and groups, with blanks between them. */
  readonly hosts: string;
  readonly label: string;
  /** Of a program or a command. */
  readonly command: string;
  /** Of a desktop: empty is the server's own. */
  readonly size: string;
  readonly manager: WindowManager | '';
  /** Of desktops: how many. */
  readonly count: string;
  /** Of a tunnel. */
  readonly way: TunnelRequest['kind'];
  readonly from: string;
  readonly to: string;
}

export const emptyForm = (kind: SessionKind, hosts: readonly string[]): SessionForm => ({
  ...{ kind, host: hosts[0] ?? 'localhost', hosts: hosts.join(' '), label: '', command: '' },
  ...{ size: '', manager: '', count: '1', way: 'local', from: '', to: '' },
});

/** `tunnel`: what is opened instead of carrying out the call, which is the same. */
export type ReadForm =
  | { readonly problem: string }
  | { readonly call: string; readonly tunnel?: TunnelRequest };

const MOST = 20;

export function readForm(form: SessionForm): ReadForm {
  switch (form.kind) {
    case 'desktop':
      return desktop(form);
    case 'program':
      return program(form);
    case 'command':
      return command(form);
    case 'tunnel':
      return tunnel(form);
  }
}

const started = (
  type: 'VNC' | 'X11' | 'CLI',
  rest: Omit<MachineAction, 'verb' | 'type'>,
): { readonly call: string } => ({ call: formatAction({ verb: 'start', type, ...rest }) });

function desktop({ host, label, size, manager, count }: SessionForm): ReadForm {
  const w = words().sessions;
  const many = Number(count);
  if (label.trim() === '') return { problem: w.noLabel };
  if (size.trim() !== '' && !/^[1-9]\d{1,4}x[1-9]\d{1,4}$/.test(size.trim())) return { problem: w.noSize };
  if (!Number.isInteger(many) || many < 1 || many > MOST) return { problem: w.noCount(MOST) };
  return started('VNC', {
    target: { label: label.trim() },
    on: { host },
    start: { ...(manager !== '' && { windowManager: manager }), ...(many > 1 && { bulk: many }) },
    ...(size.trim() !== '' && { options: { resolution: size.trim() } }),
  });
}

function program({ host, label, command: typed }: SessionForm): ReadForm {
  const line = typed.trim();
  if (line === '') return { problem: words().sessions.noProgram };
  const name = label.trim() || (line.split(/\s/)[0] ?? line).replace(/^.*\//, '') || line;
  return started('X11', { target: { label: name }, on: { host }, start: { command: line } });
}

function command({ hosts, command: typed }: SessionForm): ReadForm {
  const w = words().sessions;
  const places = hosts.split(/[\s,]+/).filter((word) => word !== '');
  if (typed.trim() === '') return { problem: w.noCommand };
  if (places.length === 0) return { problem: w.noHosts };
  const { call } = started('CLI', {
    target: {},
    start: { command: typed.trim() },
    options: { dispatch: { mode: 'async' } },
  });
  return { call: [call, ...places.map(quoteWord)].join(' ') };
}

const LETTERS = { local: '-L', remote: '-R', dynamic: '-D' } as const;

function tunnel({ host, label, way, from, to }: SessionForm): ReadForm {
  const [listen, target] = [from.trim(), to.trim()];
  const spec = way === 'dynamic' ? listen : [listen, target].filter(Boolean).join(':');
  if (way !== 'dynamic' && target === '') return { problem: words().sessions.noTarget };
  const name = label.trim();
  const called = ['ctys', 'tunnel', LETTERS[way], spec, ...(name === '' ? [] : ['--label', name]), host];
  try {
    const ends = way === 'dynamic' ? (listen === '' ? {} : { listen: endOf(listen) }) : readForward(spec);
    return {
      call: called.filter(Boolean).map(quoteWord).join(' '),
      tunnel: { host, kind: way, ...ends, ...(name !== '' && { label: name }) },
    };
  } catch (caught) {
    if (caught instanceof Failure) return { problem: told(caught.message) };
    throw caught;
  }
}
