import { expect, test } from 'vitest';
import { MARK, parseSessions } from '../sessions/processes.ts';
import { argvOf, faultOf } from './client.ts';
import { rdpRecords } from './records.ts';

const to = { program: 'xfreerdp', label: 'tst', port: '5950', host: '127.0.0.1' };

test('the words of the client: never a password, a certificate asked for beyond the host', () => {
  expect(argvOf(to)).toEqual([
    ...['xfreerdp', '/v:127.0.0.1:5950', '/t:tst', '/cert:ignore', '+clipboard', '/dynamic-resolution'],
    '-sec-nla',
  ]);
  expect(argvOf({ ...to, host: 'lab02', user: 'acue', size: '800x600' })).toEqual([
    ...['xfreerdp', '/v:127.0.0.1:5950', '/t:tst', '/cert:tofu,name:lab02', '+clipboard'],
    ...['/dynamic-resolution', '/size:800x600', '/u:acue', '/from-stdin:force'],
  ]);
});

test.each([
  ['freerdp_set_last_error_ex ERRCONNECT_LOGON_FAILURE [0x00020014]', 'does not take this user'],
  ['ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED', 'wants a user and a password'],
  ['one\nsomething else', 'ended at once: something else'],
  ['', 'it said nothing'],
])('%s means %s', (said, message) => {
  expect(faultOf('tst', said).message).toContain(message);
});

test('servers and clients among the processes of a host', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const printed = (pid: number, parent: number, argv: readonly string[]): readonly string[] => [
    ...[`P ${pid} 0`, 'C', base64(argv.map((word) => `${word}\0`).join('')), 'S'],
    base64(`${pid} (x) S ${parent} ${Array.from({ length: 17 }, () => 0).join(' ')} 500 0\n`),
  ];
  const seen = parseSessions(
    [
      ...['H 1000 100 0', 'U 0 root root'],
      ...printed(5, 1, ['/usr/sbin/xrdp']),
      ...printed(6, 5, ['/usr/sbin/xrdp']),
      ...printed(7, 1, ['freerdp-shadow-cli', '/port:3390', '/sec:nla']),
      ...printed(8, 1, ['xfreerdp', '/v:127.0.0.1:5950', '/t:tst1']),
      ...printed(9, 1, ['rdesktop', '-T', 'old', 'lab02']),
      ...printed(10, 1, ['grep', 'xrdp']),
      ...printed(11, 1, ['sh', '-c', 'x', MARK, 'CLI', 'xfreerdp', '', 'login']),
      'T 0100007F:0D3D 0200000A:9C40',
    ].join('\n'),
  );
  if (seen === null) throw new Error('not read');
  expect(
    rdpRecords(seen).map(({ label, number, role, vncPort, clients }) => [
      label,
      number,
      role,
      vncPort,
      clients,
    ]),
  ).toEqual([
    ['xrdp', '3389', undefined, 3389, ['10.0.0.2']],
    ['freerdp-shadow-cli', '3390', undefined, 3390, undefined],
    ['tst1', '8', 'client', 5950, undefined],
    ['old', '9', 'client', undefined, undefined],
  ]);
});
