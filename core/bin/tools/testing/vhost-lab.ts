/** A small lab in a database: guests, a guest in a guest, and one on two hosts; and vhost called over it. */
import { beforeEach } from 'vitest';
import { callTool } from './call-tool.ts';
import { type Home, record } from './home.ts';

export const XEN = '/homen/acue/xen/tst-ctys';
export const RECORDS = [
  record({ 1: 'lab00', 2: 'PM', 3: 'lab00', 4: '/etc/ctys.d/pm.conf', 6: '00:0E:0C:35:F8:48', 18: 'PM' }),
  record({ 1: 'lab01', 2: 'PM', 3: 'lab01', 4: '/etc/ctys.d/pm.conf', 7: 'lab01.soho.', 18: 'PM' }),
  record({
    1: 'lab00',
    2: 'XEN',
    3: 'tst100',
    4: `${XEN}/tst100.conf`,
    6: '00:50:56:13:11:40',
    9: '5900',
    18: 'VM',
  }),
  record({
    1: 'lab01',
    2: 'XEN',
    3: 'tst100',
    4: `${XEN}/tst100.conf`,
    7: '192.168.1.220',
    9: '5901',
    18: 'VM',
  }),
  record({ 1: 'lab01', 2: 'XEN', 3: 'tst100', 4: `${XEN}/copy.conf`, 8: '7', 18: 'VM', 19: 'BACKUP' }),
  record({
    1: 'tst104',
    2: 'QEMU-arm',
    3: 'inner',
    4: '/q/inner.ctys',
    5: 'a'.repeat(32),
    10: '4444',
    18: 'VM',
  }),
  record({ 1: 'lab00.soho', 2: 'QEMU', 3: 'tst104', 4: '/q/tst104.ctys', 28: 'tst104.soho', 18: 'VM' }),
];
/** Before each test. */
export function putLab(home: Home): void {
  beforeEach(() => {
    home.put('ctys/db/default/enum.fdb', `# a comment\n${RECORDS.join('')}`);
    home.put(
      'ctys/db/default/macmap.fdb',
      'lab00;00:0E:0C:35:F8:48;192.168.1.71;\ntst100;192.168.1.220;00:50:56:13:11:40;\n',
    );
  });
}

export const vhost = async (...words: readonly string[]): Promise<string> =>
  (await callTool('vhost', ...words)).out;
/** Numbers of the records found, as a query has them. */
export const found = async (...words: readonly string[]): Promise<string> =>
  (await vhost('-M', 'all', '-o', 'index', ...words)).trim().replaceAll('\n', ' ');
