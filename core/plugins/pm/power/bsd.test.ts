/** A BSD as its programs show it: stand-ins on a path of their own, met through the real local channel. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../../channel/channel.ts';
import type { MachineAction } from '../../../model/action.ts';
import { localChannel } from '../../testing/local.ts';
import { prepareArming } from './arm.ts';
import { askSystem } from './ask.ts';
import { powerFacts } from './facts.ts';

const { signal } = new AbortController();
const HIDDEN = 'PATH=$1; export PATH; shift; [ "$1" = sh ] || exec "$@"; shift; exec /bin/sh "$@"';

describe.each(['FreeBSD', 'NetBSD', 'OpenBSD'])('%s', (system) => {
  let folder: string;
  let on: Channel;
  const put = (name: string, script: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const told = (): string => readFileSync(join(folder, 'told'), 'utf8').trim();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ctys-bsd-'));
    writeFileSync(join(folder, 'told'), '');
    put('uname', `echo ${system}`);
    put('id', '[ "$1" = -u ] && echo 0 || echo root');
    put('sysctl', 'echo "{ sec = 1764150000, usec = 0 }"');
    for (const tool of ['shutdown', 'reboot', 'halt', 'init', 'poweroff'])
      put(tool, `echo "${tool} $*" >>${folder}/told`);
    const local = await localChannel();
    const exec: Channel['exec'] = (argv, options) =>
      local.exec(['/bin/sh', '-c', HIDDEN, 'sh', folder, ...argv], options);
    on = { ...local, name: 'bsd00', gone: local.gone, exec };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const ask = async (verb: MachineAction['verb'], level?: string): Promise<string> => {
    await askSystem(on, { verb, target: {}, ...(level !== undefined && { level }) }, signal);
    return told();
  };

  test.each([
    ['0', 'shutdown -p now'],
    ['1', 'shutdown now'],
    ['2', 'shutdown now'],
    ['S', 'shutdown now'],
    ['6', 'shutdown -r now'],
  ])('INIT:%s is %s', async (level, command) => {
    expect(await ask('init', level)).toBe(command);
  });
  test.each(['3', '4', '5'])('INIT:%s means nothing there, and nothing is done', async (level) => {
    await expect(ask('init', level)).rejects.toMatchObject({
      code: 'not-capable',
      message: `${system} has no run level ${level}.`,
    });
    expect(told()).toBe('');
  });
  test('power off and restart go by shutdown, which tells its users', async () => {
    expect(await ask('shutdown')).toBe('shutdown -p now');
    expect(await ask('reboot')).toBe('shutdown -p now\nshutdown -r now');
  });
  test('its cards are not armed from here, and nothing is stopped', async () => {
    const facts = await powerFacts(on, signal);
    await expect(prepareArming(on, facts, undefined, signal)).rejects.toMatchObject({
      code: 'not-capable',
      message: `Cards are armed on Linux only; bsd00 is ${system}.`,
    });
    expect(told()).toBe('');
  });
});
