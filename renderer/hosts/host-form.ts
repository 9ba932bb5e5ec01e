/** From what was typed to a host, or to the sentence that says what is missing. */
import type { Elevation, HostConfig } from '../../core/model/host.ts';
import { words } from '../words/words.ts';

export interface HostForm {
  /** `[user@]host[:port]`; an IPv6 address with a port stands in brackets. */
  readonly where: string;
  /** Empty: the host's own. */
  readonly name: string;
  readonly jump: string;
  readonly elevation: Elevation;
}

const WHERE =
  /^(?:([^@\s]+)@)?(?:\[([0-9A-Fa-f:.%\w-]+)\]|([^\s:@[\]/]+)|([0-9A-Fa-f:]+:[0-9A-Fa-f:.%\w-]*))(?::(\d+))?$/;

export function hostFromForm({ where, ...form }: HostForm): HostConfig | string {
  const typed = where
    .trim()
    .replace(/^ssh:\/\//, '')
    .replace(/\/$/, '');
  if (typed === '') return words().hosts.typeHost;
  const bareV6 = /^(?:[^@\s]+@)?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%\w-]*$/.test(typed);
  const [, user, bracketed, plain, v6, port] = bareV6
    ? [null, /^(.+)@/.exec(typed)?.[1], undefined, undefined, typed.replace(/^.+@/, ''), undefined]
    : (WHERE.exec(typed) ?? []);
  const address = bracketed ?? plain ?? v6;
  if (address === undefined) return words().hosts.noHost;
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return words().hosts.noPort;
  const name = form.name.trim() || address;
  if (/[\s/]/.test(name)) return words().hosts.noName;
  const jump = form.jump
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  return {
    name,
    ...(address !== name && { address }),
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
    ...(jump.length > 0 && { jump }),
    ...(form.elevation !== 'none' && { elevation: form.elevation }),
  };
}
