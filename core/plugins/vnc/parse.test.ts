import { describe, expect, test } from 'vitest';
import { MARK, parseSessions, type SessionProcess } from '../sessions/processes.ts';
import { serversIn, viewerRecord, vncRecords } from './servers.ts';
import { answerTo, readSecret, writeSecret } from './secret.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What the list script prints of a process. */
const printed = (pid: number, parent: number, argv: readonly string[], state = 'S', uid = 7001): string =>
  [
    `P ${pid} ${uid}`,
    'C',
    base64(argv.map((word) => `${word}\0`).join('')),
    'S',
    base64(`${pid} (a) b) ${state} ${parent} ${Array.from({ length: 17 }, () => 0).join(' ')} 500 0\n`),
  ].join('\n');

const list = (...parts: readonly string[]): string =>
  ['H 1000 100 7001', 'U 7001 acue ldapusers', 'U 7002 fisher users', ...parts].join('\n');

const process = (argv: readonly string[], more: Partial<SessionProcess> = {}): SessionProcess => ({
  pid: 10,
  parent: 1,
  uid: 7001,
  user: 'acue',
  group: 'acue',
  own: true,
  argv,
  startTicks: 1,
  since: 0,
  ...more,
});

const serverOf = (...argv: readonly string[]) => serversIn({ processes: [process(argv)], connected: [] })[0];

describe('the list of processes', () => {
  test('owners, labels, who is connected, and what is ours', () => {
    const seen = parseSessions(
      list(
        printed(20, 1, ['sh', '-c', 'x', MARK, 'X11', 'clock', '/tmp/ctys-session.a']),
        printed(21, 20, ['/usr/bin/Xtigervnc', ':3', '-desktop', 'clock', '-rfbport', '5903']),
        printed(22, 1, ['Xvnc', ':5', '-desktop', 'lab00:5 (fisher)', '-localhost=1'], 'S', 7002),
        printed(23, 1, ['Xvnc', ':6'], 'Z'),
        printed(24, 1, ['vi', 'Xvnc.txt']),
        'T 0100007F:1711 0A4D0A0A:9C40',
        'T 0000000000000000FFFF00000100007F:1711 0000000000000000FFFF00000A0A4D0A:0016',
      ),
    );
    if (seen === null) throw new Error('not read');
    expect(vncRecords(seen)).toEqual([
      expect.objectContaining({
        ...{ type: 'VNC', label: ':5', number: '5', user: 'fisher', group: 'users', vncPort: 5905 },
        clients: ['10.10.77.10', '10.77.10.10'],
      }),
    ]);
    expect(serversIn(seen)[0]).toMatchObject({ type: 'X11', label: 'clock', folder: '/tmp/ctys-session.a' });
    expect(seen.processes[0]).toMatchObject({ own: true, since: 1_005_000 });
    expect(vncRecords(seen)[0]?.own).toBeUndefined();
  });

  test('what is no answer is none', () => {
    expect(parseSessions('')).toBeNull();
    expect(parseSessions('Welcome!\nH 1 2 3')).toBeNull();
    expect(parseSessions(list('P x y', 'C', '%%%', 'S', '%', 'T zz zz'))?.processes).toEqual([]);
  });
});

describe('servers by their command lines', () => {
  test.each([
    [
      [
        'Xtigervnc',
        ':5',
        '-localhost=1',
        '-desktop',
        'lab00:5 (acue)',
        '-rfbport',
        '5905',
        '-PasswordFile',
        '/p',
      ],
    ],
    [['/usr/bin/Xvnc', ':5', '-desktop=:5', 'rfbport=5905', '-rfbauth', '/p']],
  ])('%j', (argv) => {
    expect(serverOf(...argv)).toMatchObject({
      ...{ display: 5, label: ':5', port: 5905, passwordFile: '/p' },
      endpoint: { host: '127.0.0.1', port: 5905 },
    });
  });

  test('without a port, on a socket, on an address, and none at all', () => {
    expect(serverOf('Xtightvnc', ':7')).toMatchObject({ port: 5907, label: ':7' });
    expect(serverOf('Xtigervnc', ':7', '-rfbport', '-1', '-rfbunixpath', '/run/v')?.endpoint).toEqual({
      unix: '/run/v',
    });
    expect(serverOf('Xtigervnc', ':7', '-interface', '10.0.0.1')?.endpoint).toMatchObject({
      host: '10.0.0.1',
    });
    expect(serverOf('Xtigervnc', ':7', '-rfbport', '-1')?.endpoint).toBeUndefined();
    expect(serverOf('Xtigervnc')).toBeUndefined();
    expect(serverOf('x11vnc', '-display', 'localhost:2', '-rfbport', '5999')).toMatchObject({
      display: 2,
      port: 5999,
      flavor: 'x11vnc',
    });
  });

  test('viewers have the label of what they show', () => {
    expect(viewerRecord(process(['xtigervncviewer', '-name', 'tst100:50', 'localhost:50']))).toMatchObject({
      role: 'client',
      label: 'tst100',
      number: '10',
    });
    expect(viewerRecord(process(['/usr/bin/vncviewer', 'lab00:1']))?.label).toBe('lab00');
    expect(viewerRecord(process(['vncviewer']))?.label).toBe('vncviewer');
    expect(viewerRecord(process(['vim', 'vncviewer']))).toBeNull();
  });
});

test("the password file is every VNC server's", () => {
  // As vncpasswd -f of TigerVNC 1.12 writes them.
  expect(writeSecret('install').toString('hex')).toBe('b4bd2e9b64630abb');
  expect(writeSecret('ctys-lab').toString('hex')).toBe('6d0256639fc0e99c');
  expect(readSecret(writeSecret('a'))).toBe('a');
  expect(readSecret(writeSecret('longer than eight'))).toBe('longer t');
  expect(readSecret(new Uint8Array(3))).toBeNull();
  expect(answerTo(new Uint8Array(16), 'x')).toHaveLength(16);
});
