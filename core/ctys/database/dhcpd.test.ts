import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDhcpd } from './dhcpd.ts';
import { etherLines, macLines, mergeMacmap } from './mac-lines.ts';
import { parseMacmap } from './macmap.ts';

const CONF = `# lab; { not a block
option domain-name "lab; { }"; # more
include "/etc/dhcp/more.conf";
shared-network lab {
  subnet 192.168.1.0 netmask 255.255.255.0 {
    range 192.168.1.200 192.168.1.250;
    group {
      use-host-decl-names on;
      host lab00 { hardware ethernet 00:0e:0c:35:f8:48; fixed-address 192.168.1.71; }
      host lab01 { hardware ethernet 0:e:c:35:f8:49; fixed-address 192.168.1.72 ,
          192.168.2.72, lab01-mgmt.lab; option host-name "x"; } host "tst100" {
        hardware ethernet 00-50-56-13-11-39; # no address
        if known { fixed-address 10.0.0.1; }
      }
      host serial { dhcp-client-identifier "s"; fixed-address 192.168.1.9; }
      host ring { hardware token-ring 0:1:2:3:4:5; }
    }
  }
}
host outside{hardware ethernet 00:16:3e:00:00:01;fixed-address 192.168.1.73;}`;

describe('dhcpd.conf', () => {
  test('static hosts, wherever they stand', () => {
    const { entries, includes } = parseDhcpd(CONF, 'dhcpd.conf');
    expect(entries.map(({ name, mac, ip }) => [name, mac, ip])).toEqual([
      ['lab00', '00:0E:0C:35:F8:48', '192.168.1.71'],
      ['lab01', '00:0E:0C:35:F8:49', '192.168.1.72'],
      ['lab01', '00:0E:0C:35:F8:49', '192.168.2.72'],
      ['lab01', '00:0E:0C:35:F8:49', 'lab01-mgmt.lab'],
      ['tst100', '00:50:56:13:11:39', ''],
      ['outside', '00:16:3E:00:00:01', '192.168.1.73'],
    ]);
    expect(includes).toEqual(['/etc/dhcp/more.conf']);
  });
  test.each([
    ['a 1;\nsubnet x {\n host y {\n }\n', 'line 2', "no '}'"],
    ['group {\n}\n}\n', 'line 3', 'closes nothing'],
    ['group {\n  x 1\n}\n', 'line 2', "';' is missing"],
    ['x 1;\ny 2', 'line 2', "';' is missing"],
    ['x "a\nb";\ny "c;\n', 'line 3', 'not closed'],
    ['host {\n}', 'line 1', 'no name'],
    ['host "a;b" {\n}', 'line 1', "'a;b' is no name"],
    ['host a {\n hardware ethernet 00:11;\n}', 'line 2', "'00:11' is no MAC"],
    ['host a {\n hardware ethernet;\n}', 'line 2', 'no MAC'],
  ])('%j is damaged at its %s', (text, line, what) => {
    expect(() => parseDhcpd(text, 'dhcpd.conf')).toThrow(
      expect.objectContaining({
        code: 'file-damaged',
        message: expect.stringMatching(new RegExp(`dhcpd.conf, ${line}:.*${what}`)),
      }),
    );
  });
});

describe('lines of who has which MAC', () => {
  const entries = parseMacmap(
    'b;AA:00:00:00:00:02;10.0.0.2;\na;AA:00:00:00:00:01;10.0.0.3;\nc;AA:00:00:00:00:03;;\n',
  );
  test('in three orders and as /etc/ethers, sorted', () => {
    expect(macLines(entries, 'name')).toEqual([
      'a;AA:00:00:00:00:01;10.0.0.3;',
      'b;AA:00:00:00:00:02;10.0.0.2;',
      'c;AA:00:00:00:00:03;;',
    ]);
    expect(macLines(entries, 'ip')[0]).toBe('10.0.0.2;b;AA:00:00:00:00:02;');
    expect(macLines(entries, 'mac')[0]).toBe('AA:00:00:00:00:01;a;10.0.0.3;');
    expect(etherLines(entries, 'name')).toEqual([
      'AA:00:00:00:00:01 a',
      'AA:00:00:00:00:02 b',
      'AA:00:00:00:00:03 c',
    ]);
    expect(etherLines(entries, 'ip')).toEqual(['AA:00:00:00:00:01 10.0.0.3', 'AA:00:00:00:00:02 10.0.0.2']);
  });
  test('lines of the same MAC are replaced at their place, in either order and case; all else stays', () => {
    const before =
      '# ours\n\nold;aa:0:0:0:0:2;10.9.9.9;\nold;10.9.9.8;AA:00:00:00:00:02;\nz;BB:00:00:00:00:01;10.0.0.9\nc2;AA:00:00:00:00:03;10.0.0.4;\nnonsense';
    expect(mergeMacmap(before, entries)).toBe(
      '# ours\n\nb;AA:00:00:00:00:02;10.0.0.2;\nz;BB:00:00:00:00:01;10.0.0.9\nc2;AA:00:00:00:00:03;10.0.0.4;\nnonsense\na;AA:00:00:00:00:01;10.0.0.3;\n',
    );
  });
  test('merging again changes nothing, and loses no MAC and no other line', () => {
    const mac = fc.integer({ min: 0, max: 5 }).map((last) => `AA:00:00:00:00:0${last}`);
    const entry = fc.record({
      name: fc.constantFrom('a', 'b'),
      mac,
      ip: fc.constantFrom('', '10.0.0.1', '10.0.0.2'),
    });
    const line = fc.oneof(
      entry.map(({ name, mac, ip }) => `${name};${mac};${ip};`),
      fc.constantFrom('# comment', '', 'x', 'y;z'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(entry), (lines, news) => {
        const before = lines.map((text) => `${text}\n`).join('');
        const after = mergeMacmap(before, news);
        expect(mergeMacmap(after, news)).toBe(after);
        const macs = (text: string) => parseMacmap(text).map((one) => one.mac);
        expect(new Set(macs(after))).toEqual(new Set([...macs(before), ...news.map((one) => one.mac)]));
        const others = (text: string) => text.split('\n').filter((one) => /^(#|x|y;z|$)/.test(one));
        expect(others(after)).toEqual(others(before));
      }),
    );
  });
});
