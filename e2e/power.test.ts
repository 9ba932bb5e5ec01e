/**
 * Physical machines in the lab: real packets switch an emulated machine on, across a router or not; its own system is
 * stopped and restarted, and its card armed. What the engine does is looked at from outside.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendMagic } from '../core/engine/magic.ts';
import type { MachineAction } from '../core/model/action.ts';
import { type Lab, labAvailable, labUp, type Sleeper, waitFor } from './lab/index.ts';
import { must } from './lab/run.ts';
import { engineOver, type OverLab } from './over-lab.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

/** Soon enough for a test, long enough for an emulated machine. */
const PATIENT = { ping: { times: 60, seconds: 1 }, sshPing: { times: 60, seconds: 1 } } as const;
const BRIEF = { ping: { times: 3, seconds: 1 } } as const;

describe.skipIf(against !== null)('physical machines', () => {
  let lab: Lab;
  let near: Sleeper;
  let beyond: Sleeper;
  let over: OverLab;

  beforeAll(async () => {
    lab = await labUp({ guests: true });
    near = await lab.sleeper({ name: 'pm00', net: 'near', part: 50, over: 'bridge' });
    beyond = await lab.sleeper({ name: 'pm01', net: 'beyond', part: 50, over: 'bond' });
    await lab.routes(false, ['lab00', 'lab01']);
  });
  afterAll(() => lab?.down());
  beforeEach(async () => {
    over = await engineOver(lab);
  });
  afterEach(async () => {
    await over.close();
    for (const one of [near, beyond]) {
      await one.powerCut();
      one.woken.length = 0;
    }
  });

  const state = (name: string) => over.row(name)?.state;
  const wake = (host: string, more: Partial<MachineAction> = {}): MachineAction => ({
    verb: 'wake',
    target: { path: `/${host}` },
    start: PATIENT,
    ...more,
  });
  async function up(one: Sleeper): Promise<void> {
    await one.powerOn();
    await waitFor(`${one.name} up`, () => over.look(one.name), { timeout: 60_000, every: 200 });
  }

  describe('Wake-on-LAN', () => {
    test('from this machine to its own segment: it boots, answers, and its row is there', async () => {
      expect(state('pm00')).toBe('unknown');
      expect(near.running()).toBe(false);
      const job = await over.act(wake('pm00'));
      expect(job.failure).toBeUndefined();
      expect(near.running()).toBe(true);
      expect(state('pm00')).toBe('running');
      expect(await over.log(job.id)).toMatch(
        /Magic packet for \S+ from localhost to 10\.77\.\d+\.255:9\.[\s\S]*answers to SSH/,
      );
    });

    test('RESUME of a host is WOL, and one that is up is left as it is', async () => {
      await up(near);
      const row = over.row('pm00');
      expect(row?.state).toBe('running');
      await expect(over.begin(wake('pm00', { verb: 'resume' }))).rejects.toMatchObject({
        data: { code: 'wrong-state', message: 'pm00 is running.' },
      });
      expect(near.woken).toEqual([]);
    });

    test('by an interface of a relay in its segment', async () => {
      const sent = await over.act(
        wake('pm00', {
          wake: { interface: 'eth0', relay: 'lab00' },
          start: { ping: 'off', sshPing: 'off' },
        }),
      );
      expect(sent.failure).toBeUndefined();
      expect(await over.log(sent.id)).toContain(`Magic packet for ${near.mac} from lab00 to `);
      await waitFor('the packet of lab00', () => near.woken.length > 0);
      // From the address of lab00, at the discard port.
      const source = `0a4d${lab.instance.toString(16).padStart(2, '0')}0a`;
      expect(near.woken[0]).toContain(source);
    });

    test('a raw frame of this machine, with a password or without', async () => {
      const goal = { interface: `ctyslab${lab.instance}` };
      const { signal } = new AbortController();
      await sendMagic(near.mac, goal, undefined, signal);
      await waitFor('the frame', () => near.woken.length === 1);
      await writeFile(join(lab.home, 'raw'), '010203040506\n'.replace(/(..)(?=..)/g, '$1:'), { mode: 0o600 });
      await sendMagic(near.mac, goal, join(lab.home, 'raw'), signal);
      await waitFor('the frame', () => near.woken.length === 2);
      const magic = `ffffffffffff${near.mac.replaceAll(':', '').repeat(16)}`;
      expect(near.woken[0]).toContain(`0842${magic}`);
      expect(near.woken[1]).toContain(`0842${magic}010203040506`);
    });

    test('a password of six bytes stands behind it', async () => {
      const locked = await lab.sleeper(
        { name: 'pm02', net: 'near', part: 52, password: '0a0b0c0d0e0f' },
        { wol: { passwordFile: join(lab.home, 'secureon') } },
      );
      await writeFile(join(lab.home, 'secureon'), '0a:0b:0c:0d:0e:0f\n', { mode: 0o600 });
      await waitFor('its row', () => over.row('pm02') !== undefined);
      const job = await over.act(wake('pm02', { start: { ping: 'off', sshPing: 'off' } }));
      expect(job.failure).toBeUndefined();
      await waitFor('the packet', () => locked.woken.length > 0);
      await locked.powerCut();
    });

    test('across a router: not while it drops directed broadcasts, and a clear end then', async () => {
      const target = { broadcast: `10.79.${lab.instance}.255`, relay: 'lab01' };
      await lab.routes(false, []);
      const lost = await over.act(wake('pm01', { wake: target, start: BRIEF }));
      expect(lost).toMatchObject({
        state: 'failed',
        failure: { code: 'timeout', message: 'pm01 did not wake: no answer to ping in 3 tries.' },
      });
      expect(beyond.running()).toBe(false);
      await lab.routes(true, []);
      const woken = await over.act(wake('pm01', { wake: target }));
      expect(woken.failure).toBeUndefined();
      expect(beyond.running()).toBe(true);
      expect(state('pm01')).toBe('running');
    });

    test('its jump host sends, where this machine has no foot in the segment', async () => {
      await lab.routes(false, []);
      const job = await over.act(wake('pm01', { verb: 'resume' }));
      expect(job.failure).toBeUndefined();
      expect(await over.log(job.id)).toContain(`from gate to 10.79.${lab.instance}.255:9`);
      expect(beyond.running()).toBe(true);
    });

    test('any known host of its segment sends, where nobody is named and no jump host stands in it', async () => {
      await over.look('gate');
      const { address, mac } = beyond;
      await over.client.hosts.save({ name: 'far01', address, mac, user: 'root' });
      const sent = await over.act(wake('far01', { start: { ping: 'off', sshPing: 'off' } }));
      expect(sent.failure).toBeUndefined();
      expect(await over.log(sent.id)).toMatch(
        /gate stands in its segment.[\s\S]*from gate to 10\.79\.\d+\.255:9/,
      );
      await waitFor('the packet of gate', () => beyond.woken.length > 0);
    });

    test('to an address and port of one machine, which its router passes on', async () => {
      const wol = { broadcast: near.address, port: 40_009 };
      // What the router of its segment is told once: who sleeps has no voice.
      const neighbour = `neigh replace ${near.address} lladdr ${near.mac} dev ctyslab${lab.instance}`;
      await must(['ip', ...neighbour.split(' ')]);
      const job = await over.act(wake('pm00', { wake: wol }));
      expect(job.failure).toBeUndefined();
      expect(await over.log(job.id)).toContain(`from localhost to ${near.address}:40009.`);
      // 40009, in the UDP header of the frame that woke it.
      expect(near.woken[0]).toContain('9c49');
      expect(near.running()).toBe(true);
    });

    test('named by its address, the target of the call is the relay', async () => {
      await lab.routes(true, []);
      const job = await over.act({
        verb: 'wake',
        type: 'PM',
        on: { host: 'lab01' },
        target: { tcp: 'pm01' },
        wake: { broadcast: `10.79.${lab.instance}.255` },
        start: PATIENT,
      });
      expect(job.failure).toBeUndefined();
      expect(job.path).toBe('/pm01');
      expect(await over.log(job.id)).toContain('from lab01 to');
      expect(beyond.running()).toBe(true);
    });

    test('waiting for one that never wakes can be ended', async () => {
      const id = await over.begin(wake('pm01', { wake: { broadcast: '10.77.0.1' } }));
      await waitFor('the wait', () => over.job(id)?.progress?.startsWith('waiting for ping') ?? false);
      await over.client.abort({ job: id });
      expect(await over.finish(id)).toMatchObject({ state: 'aborted' });
    });
  });

  describe('stopped by its own system', () => {
    const bare = (verb: MachineAction['verb'], more: Partial<MachineAction> = {}): MachineAction => ({
      verb,
      target: { path: '/pm00' },
      delay: 0,
      ...more,
    });
    const stop = (verb: MachineAction['verb'], more: Partial<MachineAction> = {}): MachineAction =>
      bare(verb, { self: true, ...more });

    test('POWEROFF with its card armed below a bridge; it is off, and wakes again where it was said to', async () => {
      await up(near);
      const wol = { arm: true as const, broadcast: `10.77.${lab.instance}.255` };
      const job = await over.act(stop('shutdown', { wake: wol }));
      expect(job.failure).toBeUndefined();
      expect(near.running()).toBe(false);
      expect(near.log()).toMatch(/GUEST-STOPPING[\s\S]*\tWake-on: g/);
      expect(await over.log(job.id)).toContain('Armed for Wake-on-LAN: eth0.');
      expect(over.row('pm00')).toMatchObject({
        state: 'off',
        broadcast: wol.broadcast,
      });
      const woken = await over.act(wake('pm00'));
      expect(woken.failure).toBeUndefined();
      expect(state('pm00')).toBe('running');
    });

    test('below a bond too, through a jump host', async () => {
      await up(beyond);
      const job = await over.act(
        stop('init', { target: { path: '/pm01' }, level: '0', wake: { arm: true } }),
      );
      expect(job.failure).toBeUndefined();
      expect([beyond.running(), state('pm01')]).toEqual([false, 'off']);
      expect(await over.log(job.id)).toContain('Armed for Wake-on-LAN: eth0.');
      expect(beyond.log()).toMatch(/GUEST-STOPPING[\s\S]*\tWake-on: g/);
    });

    test('REBOOT: another boot of the same machine', async () => {
      await up(near);
      const boots = (): number => near.log().split('GUEST-READY').length;
      const before = boots();
      const job = await over.act(stop('reboot'));
      expect(job.failure).toBeUndefined();
      expect(boots()).toBe(before + 1);
      expect(state('pm00')).toBe('running');
    });

    test('INIT:0 stops it; SUSPEND is POWEROFF, with a note', async () => {
      await up(near);
      expect((await over.act(stop('init', { level: '0' }))).failure).toBeUndefined();
      expect([near.running(), state('pm00')]).toEqual([false, 'off']);
      await up(near);
      const job = await over.act(stop('suspend'));
      expect([job.failure, near.running()]).toEqual([undefined, false]);
      expect(await over.log(job.id)).toContain('SUSPEND of a physical machine is POWEROFF.');
    });

    test('the countdown can be stopped, and then nothing has happened', async () => {
      await up(near);
      const stops = (): number => near.log().split('GUEST-STOPPING').length;
      const before = stops();
      const id = await over.begin(stop('shutdown', { delay: 600, wake: { arm: true } }));
      await waitFor('the countdown', () => over.job(id)?.progress?.includes('can still be stopped') ?? false);
      await over.client.abort({ job: id });
      expect(await over.finish(id)).toMatchObject({ state: 'aborted' });
      expect(near.running()).toBe(true);
      expect(state('pm00')).toBe('running');
      expect(stops()).toBe(before);
    });

    test('what cannot be is refused before anything is stopped', async () => {
      await up(near);
      for (const [action, message] of [
        [stop('reboot', { wake: { arm: true } }), 'WOL goes with POWEROFF'],
        [stop('init', { level: '3' }), 'no run level 3'],
        [stop('shutdown', { wake: { arm: true, interface: 'eth7' } }), 'no network card behind eth7'],
      ] as const) {
        const job = await over.act(action);
        expect(job).toMatchObject({
          state: 'failed',
          failure: { message: expect.stringContaining(message) },
        });
      }
      // Without SELF a host's guests are meant, and there are none.
      expect(await over.client.run(bare('shutdown'))).toEqual([]);
      await over.engine.refresh('localhost');
      await expect(
        over.client.run(bare('poweroff', { target: { path: '/localhost' } })),
      ).rejects.toMatchObject({
        data: { message: expect.stringContaining('FORCE requires SELF') },
      });
      expect(near.running()).toBe(true);
    });
  });

  describe('rights', () => {
    /** Stand-ins: what a host of the lab shares with this machine is never really stopped. */
    const TOOLS = `
      put() { rm -f "$1"; cat >"$1"; chmod 755 "$1"; }
      for tool in poweroff reboot init shutdown halt; do
        for folder in /usr/sbin /usr/local/sbin; do
          printf '#!/bin/sh\\n[ "$1" = --help ] || echo "%s $*" >>/run/stopped\\n' "$tool" | put "$folder/$tool"
        done
      done
      printf '#!/bin/sh\\ncat >>/tmp/told\\n' | put /usr/local/bin/wall
      printf '#!/bin/sh\\necho "logger $*" >>/tmp/told\\n' | put /usr/local/bin/logger`;
    const stop = (host: string, more: Partial<MachineAction> = {}): MachineAction => ({
      verb: 'shutdown',
      target: { path: `/${host}` },
      self: true,
      delay: 0,
      timeout: 1,
      ...more,
    });
    beforeAll(async () => {
      for (const name of ['lab00', 'lab01', 'gate']) await lab.host(name).must(['sh', '-c', TOOLS]);
    });
    const stopped = async (host: string): Promise<string> =>
      (await lab.host(host).exec(['cat', '/run/stopped'])).stdout;

    test('sudo without a password: told to its users and its syslog, then done; one that stays up is told', async () => {
      await over.engine.refresh('lab00');
      const job = await over.act(stop('lab00', { delay: 1 }));
      expect(job.failure).toMatchObject({ code: 'guest-ignores' });
      expect(await stopped('lab00')).toBe('poweroff \n');
      const told = await lab.host('lab00').must(['cat', '/tmp/told']);
      expect(told).toContain('System maintenance: POWEROFF in 1 seconds');
      expect(told).toContain('logger -t ctys System maintenance: POWEROFF in 1 seconds');
    });

    test('a password nobody gives: refused before anything is told or stopped', async () => {
      await over.engine.refresh('lab01', undefined, { quiet: true });
      const id = await over.begin(stop('lab01'));
      const asked = await over.question();
      expect(asked).toMatchObject({ host: 'lab01', kind: 'sudo' });
      await over.client.answer({ prompt: asked.id, answers: null });
      expect((await over.finish(id)).failure).toMatchObject({ code: 'rights-missing' });
      expect(await stopped('lab01')).toBe('');
      expect((await lab.host('lab01').exec(['cat', '/tmp/told'])).stdout).toBe('');
    });

    test('each right is told, with the line that grants what is missing', async () => {
      const told = async (name: string) =>
        (await over.client.hosts.report({ name, kind: 'rights' })).flatMap(({ values }) =>
          values.map((one) => `${one.name} ${one.value}`),
        );
      expect(await told('lab00')).toContain('/usr/local/sbin/poweroff POWEROFF, PAUSE, SUSPEND: by sudo');
      expect(await told('lab01')).toContain(
        '/usr/local/sbin/reboot REBOOT, RESET: by sudo, which asks for a password',
      );
      expect((await told('gate')).slice(-2)).toEqual([
        'in hosts.yaml elevation: sudo',
        expect.stringMatching(/^by visudo there acue ALL=\(root\) NOPASSWD: \/usr\/local\/sbin\/poweroff, /),
      ]);
    });

    test('no elevation: refused at once, with the line for sudoers', async () => {
      await over.engine.refresh('gate');
      const job = await over.act(stop('gate'));
      expect(job.failure).toMatchObject({
        code: 'rights-missing',
        remedy: expect.stringContaining('acue ALL=(root) NOPASSWD: /usr/local/sbin/poweroff'),
      });
      expect(await stopped('gate')).toBe('');
    });
  });
});
