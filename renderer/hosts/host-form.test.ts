import { expect, test } from 'vitest';
import { type HostForm, hostFromForm } from './host-form.ts';

const form = (more: Partial<HostForm>): HostForm => ({
  name: 'lab00',
  address: '',
  user: '',
  port: '',
  jump: '',
  elevation: 'none',
  ...more,
});

test('only what was given is written', () => {
  expect(hostFromForm(form({}))).toEqual({ name: 'lab00' });
  expect(
    hostFromForm(
      form({ address: ' 10.0.0.7 ', user: 'root', port: '2222', jump: 'a, b@c:22,', elevation: 'sudo' }),
    ),
  ).toEqual({
    name: 'lab00',
    address: '10.0.0.7',
    user: 'root',
    port: 2222,
    jump: ['a', 'b@c:22'],
    elevation: 'sudo',
  });
});

test.each([
  { name: ' ' },
  { name: 'a b' },
  { name: 'a/b' },
  { port: '0' },
  { port: '65536' },
  { port: '-1' },
  { port: '2e2' },
])('%o is answered with a sentence', (more) => expect(hostFromForm(form(more))).toMatch(/\.$/));
