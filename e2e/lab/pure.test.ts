import { describe, expect, test } from 'vitest';
import { ACCOUNTS, passwd, shadow, sudoers } from './accounts.ts';
import { GUESTS, guestFiles, guestMac, guestUuid } from './guest-files.ts';
import { newestOf, withDependencies } from './kernel.ts';
import { HOSTS, instanceOf, layout, manyNames, manySpec } from './layout.ts';
import { missingPackages } from './packages.ts';

test('names of links fit the 15 characters Linux has for them', () => {
  const lab = layout(99);
  const names = [lab.bridge, ...[...HOSTS, manySpec(1)].map(({ name }) => lab.cable(name))];
  expect(names.filter((name) => name.length > 15)).toEqual([]);
});

test('an instance is read from the names it gives and from no others', () => {
  expect([layout(7).netns('lab00'), layout(12).bridge].map(instanceOf)).toEqual([7, 12]);
  expect(['ctys-7', 'ctys100-lab00', 'ctysx', 'eth0', layout(7).cable('lab00')].map(instanceOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('many hosts have names and addresses of their own', () => {
  expect(manyNames(3)).toEqual(['many00', 'many01', 'many02']);
  const spec = manySpec(3);
  expect(spec.parts.map((part) => layout(2).address(spec, part))).toEqual([
    '10.77.2.100',
    '10.77.2.101',
    '10.77.2.102',
  ]);
});

describe('accounts', () => {
  test('take the place of the machine’s own of the same name', () => {
    const made = passwd('root:x:0:0:root:/root:/bin/bash\nacue:x:1000:1000::/home/acue:/bin/sh\n').split(
      '\n',
    );
    expect(made[0]).toBe('root:x:0:0:root:/root:/bin/bash');
    expect(made.filter((line) => line.startsWith('acue:'))).toEqual([
      'acue:x:7001:7001::/home/acue:/bin/bash',
    ]);
    expect(made).toHaveLength(ACCOUNTS.length + 2);
  });

  test('nobody is locked, only acue has a password, and the machine’s root password stays out', () => {
    const lines = shadow('root:$6$secret$hash:19000:0:99999:7:::\n').split('\n');
    expect(lines[0]).toBe('root:*:19000:0:99999:7:::');
    expect(lines.filter((line) => line.includes(':$6$')).map((line) => line.split(':')[0])).toEqual(['acue']);
  });

  test('sudo', () => {
    expect(sudoers('nopasswd')).toContain('acue ALL=(ALL:ALL) NOPASSWD: ALL');
    expect(sudoers('password')).toContain('acue ALL=(ALL:ALL) ALL');
    expect(sudoers('none')).not.toContain('acue');
  });
});

describe('kernel', () => {
  test('the newest is the one with the highest number, not the last in the alphabet', () => {
    const found = 'linux-image-6.1.0-9-cloud-amd64 - x\nlinux-image-6.1.0-56-cloud-amd64 - y\n';
    expect(newestOf(found)).toBe('linux-image-6.1.0-56-cloud-amd64');
    expect(newestOf('')).toBeNull();
  });

  test('modules come after what they need', () => {
    const dep =
      'kernel/a/evdev.ko: kernel/b/two.ko kernel/b/one.ko\nkernel/b/one.ko:\nkernel/b/two.ko: kernel/b/one.ko\n';
    expect(withDependencies(dep)).toEqual(['kernel/b/one.ko', 'kernel/b/two.ko', 'kernel/a/evdev.ko']);
  });
});

describe('guests', () => {
  test('each has a uuid and an address of its own', () => {
    expect(new Set(GUESTS.map(guestUuid)).size).toBe(GUESTS.length);
    expect(new Set(GUESTS.map(guestMac)).size).toBe(GUESTS.length);
    for (const spec of GUESTS)
      expect(guestUuid(spec)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  });

  test('none may use KVM', () => {
    for (const spec of GUESTS) {
      const text = Object.values(guestFiles(spec))
        .map(({ content }) => content)
        .join('');
      expect(text).toContain('tcg,tb-size=32');
      expect(text).not.toMatch(/kvm/i);
    }
  });
});

test('a package that does not exist is missing, one that must be here is not', () => {
  expect(missingPackages(['no-such-package-of-the-lab', 'dpkg'])).toEqual(['no-such-package-of-the-lab']);
});
