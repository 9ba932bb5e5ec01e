import { expect, test } from 'vitest';
import { type PowerFacts, parsePower } from './facts.ts';
import { rightsSection } from './rights-report.ts';

const SAID = `s Linux
u 1000
n acue
c poweroff /usr/sbin/poweroff
c reboot /usr/sbin/reboot
c init /usr/sbin/init
x shutdown /usr/sbin/shutdown
`;
/** sudo 1.9.13p3 of Debian 12, 2026-11-26: LC_ALL=C sudo -n -l */
const LISTING = `Matching Defaults entries for acue on lab00:
    env_reset, mail_badpass

User acue may run the following commands on lab00:
    (root) NOPASSWD: /usr/sbin/poweroff, /usr/sbin/ethtool
    (root) /usr/sbin/reboot
`;
const factsOf = (text: string): PowerFacts => {
  const facts = parsePower(text);
  if (facts === null) throw new Error('not read');
  return facts;
};
const lines = (text: string, elevation: 'none' | 'sudo' | 'ksu', listing = ''): readonly string[] =>
  rightsSection(factsOf(text), 'lab00', elevation, listing).values.map(
    ({ name, value }) => `${name} ${value}`,
  );

test('what sudo allows, with a password and without, and what it does not', () => {
  expect(lines(SAID, 'sudo', LISTING)).toEqual([
    '/usr/sbin/poweroff POWEROFF, PAUSE, SUSPEND: by sudo',
    '/usr/sbin/reboot REBOOT, RESET: by sudo, which asks for a password',
    '/usr/sbin/init INIT:n: no right',
    'ethtool WOL of a CANCEL: not there',
    'etherwake raw frames of a CREATE=WOL: not there',
    'by visudo there acue ALL=(root) NOPASSWD: /usr/sbin/init',
  ]);
  // It does not list without a password either.
  expect(lines(SAID, 'sudo')[2]).toBe('/usr/sbin/init INIT:n: by sudo, which asks for a password');
});

test('no elevation: what to write where', () => {
  expect(lines(SAID, 'none').slice(-2)).toEqual([
    'in hosts.yaml elevation: sudo',
    'by visudo there acue ALL=(root) NOPASSWD: /usr/sbin/poweroff, /usr/sbin/reboot, /usr/sbin/init',
  ]);
});

test('root needs nothing; a BSD has one program for all, which may be anybody’s', () => {
  expect(lines(SAID.replace('u 1000', 'u 0'), 'none').slice(0, 3)).toEqual([
    '/usr/sbin/poweroff POWEROFF, PAUSE, SUSPEND: as root',
    '/usr/sbin/reboot REBOOT, RESET: as root',
    '/usr/sbin/init INIT:n: as root',
  ]);
  expect(lines(SAID.replace('Linux', 'FreeBSD'), 'none')).toEqual([
    '/usr/sbin/shutdown POWEROFF, PAUSE, SUSPEND, REBOOT, RESET, INIT:n: by itself',
  ]);
});
