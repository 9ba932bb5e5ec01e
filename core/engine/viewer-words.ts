/**
 * How each VNC viewer is told where its screen is, how it gets in and where its window stands. Passwords go through files
 * only: everybody on this machine reads command lines. Pure.
 */
import { readSecret } from '../plugins/vnc/secret.ts';

/** What a viewer is to show. */
export interface Look {
  /** Of loopback. */
  readonly port: number;
  readonly title: string;
  /** As VNC's password file has it: hidden by DES with a key everybody knows (plugins/vnc/secret.ts). */
  readonly secret?: Uint8Array;
  /** `800x600+10+10` */
  readonly geometry?: string;
}

export interface Viewer {
  readonly program: string;
  /** Content of the file it is given; undefined: it needs none. Absent: it takes passwords by hand only. */
  file?(look: Look): Uint8Array | string | undefined;
  argv(look: Look, file: string | undefined): readonly string[];
}

const LOOPBACK = '127.0.0.1';
const VNC_BASE = 5900;

/** The same words with TigerVNC, TightVNC and RealVNC. */
const vncviewer = (program: string): Viewer => ({
  program,
  file: ({ secret }) => secret,
  argv: ({ port, geometry }, file) => [
    program,
    ...(file === undefined ? [] : ['-passwd', file]),
    ...(geometry === undefined ? [] : ['-geometry', geometry]),
    `${LOOPBACK}::${port}`,
  ],
});

/** The value of a line as GLib's key files have it: UTF-8, controls and a leading space written out. */
const keyFileValue = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replace(/^ /, '\\s');

/** remote-viewer(1), "CONNECTION FILE": it takes the file away once it has read it. It has no word for a place. */
function connectionFile({ port, title, secret }: Look): string {
  const password = secret === undefined ? null : readSecret(secret);
  const values: readonly (readonly [string, string])[] = [
    ['type', 'vnc'],
    ['host', LOOPBACK],
    ['port', String(port)],
    // Its controls say nothing.
    ['title', title.replace(/\p{Cc}/gu, ' ')],
    ...(password === null ? [] : ([['password', password]] as const)),
    ['delete-this-file', '1'],
  ];
  return `[virt-viewer]\n${values.map(([key, value]) => `${key}=${keyFileValue(value)}\n`).join('')}`;
}

/** In the order they are liked. */
export const VIEWERS: readonly Viewer[] = [
  vncviewer('vncviewer'),
  vncviewer('xtigervncviewer'),
  vncviewer('xtightvncviewer'),
  {
    program: 'remote-viewer',
    file: connectionFile,
    argv: (_look, file) => ['remote-viewer', file ?? ''],
  },
  // Knows displays only, and reads `::5950` as 0 (gtk-vnc, gvncviewer.c: 5900 + atoi of what follows the first colon).
  { program: 'gvncviewer', argv: ({ port }) => ['gvncviewer', `${LOOPBACK}:${port - VNC_BASE}`] },
];
