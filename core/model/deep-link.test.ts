import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkAmong, linkTo, readLink } from './deep-link.ts';

test.each([
  ['ctys://lab00/xen/tst100', '/lab00/xen/tst100'],
  ['CTYS://lab00/', '/lab00'],
  ['ctys:///lab00/qemu/a%20b', '/lab00/qemu/a b'],
])('%s leads to %s', (link, path) => expect(readLink(link)).toBe(path));

test.each([
  'ctys://',
  'ctys:///',
  'ctys:lab00',
  'https://lab00/xen/tst100',
  'ctys://lab00?call=cancel',
  'ctys://lab00#poweroff',
  'ctys://lab00/../x',
  'ctys://lab00/a%2Fb',
  'ctys://lab00/a%00b',
  'ctys://lab00/%E0%A4%A',
  'ctys://lab00//xen',
  `ctys://${'a'.repeat(3_000)}`,
  `ctys://${'a/'.repeat(40)}b`,
])('%s is none', (link) => expect(readLink(link)).toBeNull());

test('links lead where they were made for', () => {
  const part = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((text) => /^[^\p{C}/\\]+$/u.test(text) && !/^\.\.?$/.test(text));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const path = `/${parts.join('/')}`;
      expect(readLink(linkTo(path))).toBe(path);
    }),
  );
});

test('a program finds the link among its words', () => {
  expect(linkAmong(['/opt/ctys/ctys', '--no-sandbox', 'ctys://lab00'])).toBe('/lab00');
  expect(linkAmong(['/opt/ctys/ctys', '--profile=work'])).toBeNull();
});
