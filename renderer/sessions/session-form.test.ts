import { expect, test } from 'vitest';
import { parseText } from '../../core/ctys/parse.ts';
import { emptyForm, readForm, type SessionForm } from './session-form.ts';

const form = (kind: SessionForm['kind'], rest: Partial<SessionForm> = {}): SessionForm => ({
  ...emptyForm(kind, ['lab00', 'lab01']),
  ...rest,
});

test.each([
  [form('desktop', { label: 'work' }), 'ctys -a create=l:work lab00'],
  [
    form('desktop', { label: 'tst', manager: 'XFCE', size: '1600x1000', count: '3' }),
    'ctys -a create=l:tst,WM:XFCE,BULK:3 -r 1600x1000 lab00',
  ],
  [
    form('program', { command: '/usr/bin/xclock -digital' }),
    'ctys -t x11 -a create=l:xclock,CMD:/usr/bin/xclock%-digital lab00',
  ],
  [
    form('command', { command: 'uname -a, 100%' }),
    'ctys -t cli -a create=CMD:uname%-a,,%100%% -b async lab00 lab01',
  ],
  [form('tunnel', { to: 'db:5432', label: 'db' }), 'ctys tunnel -L db:5432 --label db lab00'],
  [form('tunnel', { way: 'dynamic', from: '1080' }), 'ctys tunnel -D 1080 lab00'],
])('the call of %j', (typed, call) => {
  expect(readForm(typed)).toMatchObject({ call });
});

test('what was typed comes through the call as it was', () => {
  const read = readForm(form('command', { command: "a b,c%d 'e'=$f" }));
  if ('problem' in read) throw new Error(read.problem);
  const actions = parseText(read.call);
  expect(actions).toMatchObject([
    { type: 'CLI', start: { command: "a b,c%d 'e'=$f" }, on: { host: 'lab00' } },
    { on: { host: 'lab01' } },
  ]);
});

test('a tunnel as the core takes it', () => {
  expect(readForm(form('tunnel', { way: 'remote', from: '7000', to: '[::1]:80' }))).toMatchObject({
    tunnel: { host: 'lab00', kind: 'remote', listen: { port: 7000 }, to: { host: '::1', port: 80 } },
  });
  expect(readForm(form('tunnel', { way: 'dynamic' }))).toMatchObject({
    tunnel: { host: 'lab00', kind: 'dynamic' },
  });
});

test.each([
  form('desktop'),
  form('desktop', { label: 'x', size: 'large' }),
  form('desktop', { label: 'x', count: '21' }),
  form('program'),
  form('command'),
  form('command', { command: 'uptime', hosts: ' ' }),
  form('tunnel'),
  form('tunnel', { to: 'web' }),
  form('tunnel', { from: '99999', to: 'web:80' }),
])('what is missing or wrong is said: %j', (typed) => {
  expect(readForm(typed)).toHaveProperty('problem', expect.stringMatching(/\.$/));
});
