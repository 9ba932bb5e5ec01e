/** FreeRDP as it is called: its words, and what its complaints mean. Pure. */
import { type Failure, fail } from '../../model/failure.ts';

/** Where they are looked for on this machine: the first that is there is taken. */
export const CLIENTS: readonly string[] = [
  'xfreerdp3',
  'xfreerdp',
  'sdl-freerdp3',
  'sdl-freerdp',
  'wlfreerdp3',
  'wlfreerdp',
];

export interface Connection {
  readonly program: string;
  readonly label: string;
  /** Of the tunnel. */
  readonly port: string;
  /** Where the server is, as the far end of the tunnel sees it. */
  readonly host: string;
  /** Absent: the server asks on its own screen. */
  readonly user?: string;
  readonly size?: string;
}

export const LOOPBACK = '127.0.0.1';

/**
 * Who is at the other end of a tunnel to a host itself, SSH has proved. Beyond it the first certificate is kept by FreeRDP
 * and another refused.
 */
const certificate = (host: string): string =>
  host === LOOPBACK ? '/cert:ignore' : `/cert:tofu,name:${host}`;

/** The password is no word of it: it goes through standard input. */
export const argvOf = ({ program, label, port, host, user, size }: Connection): readonly string[] => [
  program,
  `/v:${LOOPBACK}:${port}`,
  `/t:${label}`,
  certificate(host),
  '+clipboard',
  '/dynamic-resolution',
  ...(size === undefined ? [] : [`/size:${size}`]),
  ...(user === undefined ? ['-sec-nla'] : [`/u:${user}`, '/from-stdin:force']),
];

const SAYS: readonly (readonly [RegExp, string, string])[] = [
  [
    /LOGON_FAILURE|AUTHENTICATION_FAILED|ACCOUNT_|PASSWORD_/,
    'The RDP server does not take this user and password.',
    'Try others.',
  ],
  [
    /SECURITY_NEGO|HYBRID_REQUIRED/,
    'The RDP server wants a user and a password before it shows anything.',
    'Call from a terminal or the window, where they can be asked.',
  ],
  [
    /failed to open display|DISPLAY environment/i,
    'The RDP client cannot show anything on this display.',
    'Name another: -D.',
  ],
  [
    /verification failed|CERTIFICATE/,
    'The RDP server has another certificate than before.',
    'If that is right, take the old one out of FreeRDP’s known_hosts2 or server folder.',
  ],
];

/** Why it ended before it showed anything. */
export function faultOf(label: string, said: string): Failure {
  const [, message, remedy] = SAYS.find(([sign]) => sign.test(said)) ?? [];
  if (message !== undefined) return fail('command-failed', message, remedy);
  const last = said.trim().split('\n').at(-1)?.slice(-300);
  return fail('command-failed', `The RDP client of ${label} ended at once: ${last || 'it said nothing'}`);
}
