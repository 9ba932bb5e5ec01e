import { expect, test } from 'vitest';
import { decoded } from './chosen-file.ts';
import { type HostForm, hostFromForm } from './host-form.ts';

const form = (more: Partial<HostForm>): HostForm => ({
  where: 'lab00',
  name: '',
  jump: '',
  elevation: 'none',
  ...more,
});

test.each([
  ['lab00', { name: 'lab00' }],
  [' root@lab00 ', { name: 'lab00', user: 'root' }],
  ['acue@10.0.0.7:2222', { name: '10.0.0.7', user: 'acue', port: 2222 }],
  ['ssh://acue@lab00:22/', { name: 'lab00', user: 'acue', port: 22 }],
  ['root@[fe80::1%eth0]:2222', { name: 'fe80::1%eth0', user: 'root', port: 2222 }],
  ['root@2001:db8::7', { name: '2001:db8::7', user: 'root' }],
])('%s is typed as for ssh', (where, host) => expect(hostFromForm(form({ where }))).toEqual(host));

test('only what was given is written', () => {
  expect(
    hostFromForm(form({ where: 'root@10.0.0.7', name: 'lab07', jump: 'a, b@c:22,', elevation: 'sudo' })),
  ).toEqual({ name: 'lab07', address: '10.0.0.7', user: 'root', jump: ['a', 'b@c:22'], elevation: 'sudo' });
});

test.each([
  { where: ' ' },
  { where: 'a b' },
  { where: 'a/b' },
  { where: 'root@' },
  { where: 'lab00:0' },
  { where: 'lab00:65536' },
  { where: 'lab00:-1' },
  { name: 'a b' },
])('%o is answered with a sentence', (more) => expect(hostFromForm(form(more))).toMatch(/\.$/));

test('files of Windows are read by their mark', () => {
  expect(decoded(new Uint8Array([0xff, 0xfe, 0x5b, 0, 0x48, 0]))).toBe('[H');
  expect(decoded(new Uint8Array([0xef, 0xbb, 0xbf, 0x5b]))).toBe('[');
});
