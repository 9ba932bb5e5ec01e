/** QEMU's VNC server, from its -vnc option or from query-vnc. Pure. */
import type { Endpoint } from '../../channel/channel.ts';
import { absolute, isOn, parseOptions, tcpEndpoint } from './options.ts';

export interface VncServer {
  readonly endpoint: Endpoint;
  /** The client must give a password. */
  readonly password: boolean;
}

/** Port of display 0, RFC 6143 section 7 and qemu(1) -vnc. */
const BASE_PORT = 5900;

/** `:1`, `127.0.0.1:1,password=on`, `unix:/path`; undefined for `none` and what cannot be connected to. */
export function parseVnc(text: string | undefined, cwd: string | undefined): VncServer | undefined {
  if (text === undefined) return undefined;
  const options = parseOptions(text, 'display');
  const display = options.get('display') ?? '';
  if (isOn(options.get('reverse'))) return undefined;
  const password =
    isOn(options.get('password')) || options.has('password-secret') || isOn(options.get('sasl'));
  const endpoint = endpointOf(display, cwd);
  return endpoint === undefined ? undefined : { endpoint, password };
}

function endpointOf(display: string, cwd: string | undefined): Endpoint | undefined {
  if (display.startsWith('unix:')) {
    const unix = absolute(display.slice('unix:'.length), cwd);
    return unix === undefined ? undefined : { unix };
  }
  const [, host, number] = /^(.*):(\d+)$/.exec(display) ?? [];
  return host === undefined ? undefined : tcpEndpoint(host, BASE_PORT + Number(number));
}

const field = (value: object, key: string): unknown => (value as Record<string, unknown>)[key];

/** The answer of query-vnc: null when it has no server, undefined when it makes no sense. */
export function vncOfAnswer(answer: unknown): VncServer | null | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (field(answer, 'enabled') !== true) return null;
  const service = field(answer, 'service');
  const host = field(answer, 'host');
  if (typeof service !== 'string' || typeof host !== 'string') return undefined;
  const unix = field(answer, 'family') === 'unix';
  const endpoint = unix ? { unix: service } : tcpEndpoint(host, Number(service));
  if (endpoint === undefined || ('unix' in endpoint && !endpoint.unix.startsWith('/'))) return undefined;
  return { endpoint, password: field(answer, 'auth') !== 'none' };
}
