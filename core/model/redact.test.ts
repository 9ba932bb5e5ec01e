import { expect, test } from 'vitest';
import { redacted } from './redact.ts';

test.each([
  'password=hunter2',
  'PASSWORD: "hunter2"',
  "sudo_password = 'hunter2'",
  '{"passphrase":"hunter2"}',
  'Passwort: hunter2',
  'ipmitool --password hunter2 power status',
  'vnc://ann:hunter2@lab00:5901',
  'Authorization: Bearer hunter2',
  'authorization: hunter2',
  'http://127.0.0.1:8080/#token=hunter2',
  'token.hunter2hunter2',
  'api_key=hunter2, and more',
  '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\nhunter2',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5hunter2 ann@desk',
])('nothing secret is left of %s', (text) => {
  expect(redacted(text)).not.toContain('hunter2');
  expect(redacted(text)).toContain('[removed]');
});

test.each([
  'The password of ann was not accepted.',
  'lab00: SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU does not agree',
  'ctys -t qemu -a create=l:tst100 lab00',
  'passed over: 3 lines',
])('%s stays as it is', (text) => expect(redacted(text)).toBe(text));

test('the home of a person is nobody else’s business', () => {
  expect(redacted('/home/ann/.ssh/config, /home/anna', '/home/ann')).toBe('~/.ssh/config, ~a');
});
