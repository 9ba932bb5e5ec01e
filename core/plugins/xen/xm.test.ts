/**
 * Hosts that have xm only (Xen before 4.5). It cannot run here: a stand-in answers in the form Xen 3.3 prints (`xm list`,
 * `xm list -l`, xm(1) of Xen 3.3), and writes down how it is called.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import { localChannel } from '../testing/local.ts';
import { Hub } from './hub.ts';
import { sexps } from './sexp.ts';
import { xl } from './xl.ts';

const LIST = `Name                                        ID   Mem VCPUs      State   Time(s)
Domain-0                                     0  1500     2     r-----  11072.5
tst100                                       5   512     1     -b----     12.3
`;

const LONG = `(domain
    (domid 0)
    (uuid 00000000-0000-0000-0000-000000000000)
    (name Domain-0)
)
(domain
    (domid 5)
    (on_crash restart)
    (uuid 6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2)
    (bootloader_args )
    (vcpus 1)
    (name tst100)
    (cpus (()))
    (maxmem 768)
    (memory 512)
    (features )
    (start_time 1223457600.45)
    (image (linux (kernel ) (notes (FEATURES '!writable_page_tables|pae_pgdir_above_4gb'))))
    (state -b----)
    (device (vif (bridge xenbr0) (mac 00:50:56:13:11:40) (script vif-bridge) (backend 0)))
    (device (vfb (vncunused 1) (type vnc) (location 127.0.0.1:5900)))
)
`;

describe('a host with xm', () => {
  let folder: string;
  let on: Channel;
  const path = process.env.PATH;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ctys-xm-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'list'), LIST);
    writeFileSync(join(folder, 'long'), LONG);
    const script = `#!/bin/sh
echo "$*" >>'${folder}/calls'
case "$*" in list) cat '${folder}/list' ;; 'list -l') cat '${folder}/long' ;; esac
`;
    writeFileSync(join(folder, 'bin', 'xm'), script, { mode: 0o755 });
    process.env.PATH = `${join(folder, 'bin')}:${path}`;
    on = await localChannel();
  });
  afterEach(() => {
    process.env.PATH = path;
    on.close();
    rmSync(folder, { recursive: true });
  });
  const calls = (): readonly string[] => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');

  test('its domains, with what its long list says', async () => {
    const hub = new Hub(on);
    expect(await hub.list()).toEqual([
      expect.objectContaining({ label: 'Domain-0', control: true }),
      expect.objectContaining({
        label: 'tst100',
        uuid: '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2',
        state: 'running',
        macs: ['00:50:56:13:11:40'],
        accelerator: 'PARA',
        memoryTotal: 768 * 2 ** 20,
        since: 1_223_457_600_450,
      }),
    ]);
    expect(calls()).toEqual(['list', 'list -l']);
  });

  test('verbs of xl are its own; what it does not know is left out', async () => {
    await xl(on, ['shutdown', '-F', '5'], {});
    await xl(on, ['pause', '5'], {});
    expect(calls()).toEqual(['shutdown 5', 'pause 5']);
  });
});

test('S-expressions: nested, quoted, cut off, too deep', () => {
  expect(sexps("(a (b 'c d') ()) (e")).toEqual([['a', ['b', 'c d'], []]]);
  expect(sexps('('.repeat(100))).toEqual([]);
});
