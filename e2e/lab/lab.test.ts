import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Lab, LAB_PASSWORD, labAvailable, labUp } from './index.ts';
import { run, type RunResult } from './run.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

describe.skipIf(against !== null)('lab hosts', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await labUp();
  });
  afterAll(() => lab?.down());

  function ssh(where: string, ...argv: readonly string[]): Promise<RunResult> {
    return run(['ssh', '-F', lab.sshConfig, '-o', 'BatchMode=yes', where, ...argv]);
  }

  /** ssh with options first, and the lab's password for whoever asks. */
  function sshAsked(options: readonly string[], where: string, command: string): Promise<RunResult> {
    const env = {
      ...process.env,
      SSH_ASKPASS: `${lab.home}/keys/askpass.sh`,
      SSH_ASKPASS_REQUIRE: 'force',
      CTYS_LAB_PASSPHRASE: LAB_PASSWORD,
    };
    return run(['ssh', '-F', lab.sshConfig, ...options, where, command], { env });
  }

  test.each(['gate', 'lab00', 'lab01', 'lab02'])('%s lets acue and root in by key', async (name) => {
    expect((await ssh(`acue@${name}`, 'hostname; id -un')).stdout).toBe(`${name}\nacue\n`);
    expect((await ssh(`root@${name}`, 'hostname; id -un')).stdout).toBe(`${name}\nroot\n`);
  });

  test('lab02 is reached through the gate and in no other way', async () => {
    const direct = await ssh('-o', 'ProxyJump=none', 'lab02', 'true');
    expect(direct.code).toBe(255);
    expect(direct.stderr).toMatch(/No route to host|unreachable/);
    const seen = await ssh('lab02', 'echo $SSH_CONNECTION');
    expect(seen.stdout.split(' ')[0]).toBe(`10.78.${lab.instance}.2`);
  });

  test.each([
    ['fisher', 'fish'],
    ['tess', 'tcsh'],
    ['dash', 'dash'],
    ['acue', 'bash'],
  ])('the login shell of %s is %s', async (user, shell) => {
    // Not the last command, or the shell would become ps.
    expect((await ssh(`${user}@lab00`, 'ps -e -o comm=; true')).stdout.split('\n')).toContain(shell);
  });

  test.each(['noisy', 'loud'])('the start files of %s print before any command', async (user) => {
    const { stdout } = await ssh(`${user}@lab00`, 'echo done');
    expect(stdout).toMatch(/^\*\*\* Welcome[^\n]*\ndone\n$/);
  });

  test('sudo: free on lab00, with the password on lab01, none on lab02', async () => {
    const ask = ['sudo', '-S', '-p', '', 'id', '-u'];
    const sudo = (name: string) => lab.host(name).exec(ask, { user: 'acue', input: `${LAB_PASSWORD}\n` });
    expect((await ssh('lab00', 'sudo -n id -u')).stdout).toBe('0\n');
    expect((await ssh('lab01', 'sudo -n id -u')).code).not.toBe(0);
    expect((await sudo('lab01')).stdout).toBe('0\n');
    expect(await sudo('lab02')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('not in the sudoers'),
    });
  });

  test('the password opens lab01 only', async () => {
    const byPassword = ['-o', 'PubkeyAuthentication=no', '-o', 'NumberOfPasswordPrompts=1'];
    expect((await sshAsked(byPassword, 'lab01', 'hostname')).stdout).toBe('lab01\n');
    expect((await sshAsked(byPassword, 'lab00', 'hostname')).code).toBe(255);
  });

  test('the locked key opens with its passphrase, the stranger key never', async () => {
    const only = (key: string) => [
      '-F',
      '/dev/null',
      '-i',
      key,
      '-o',
      `UserKnownHostsFile=${lab.knownHosts}`,
    ];
    const where = `acue@${lab.host('lab00').address}`;
    const identity = ['-o', 'IdentitiesOnly=yes', '-o', 'IdentityAgent=none'];
    expect((await sshAsked([...only(lab.lockedIdentity), ...identity], where, 'hostname')).stdout).toBe(
      'lab00\n',
    );
    const stranger = await sshAsked([...only(lab.strangerIdentity), ...identity], where, 'hostname');
    expect(stranger.stderr).toContain('Permission denied');
  });

  test('hosts.yaml describes the four hosts', () => {
    const { version, hosts } = parse(readFileSync(lab.hostsFile, 'utf8'));
    expect(lab.hostsFile.startsWith(lab.env.XDG_CONFIG_HOME ?? '-')).toBe(true);
    expect(version).toBe(1);
    expect(Object.keys(hosts)).toEqual(['gate', 'lab00', 'lab01', 'lab02']);
    expect(hosts.lab02).toEqual({
      address: `10.78.${lab.instance}.12`,
      user: 'acue',
      jump: 'gate',
      elevation: 'none',
      identity: lab.identity,
      groups: ['lab'],
    });
    expect(hosts.lab01.elevation).toBe('sudo');
  });

  test('hosts have no /dev/kvm and nothing of this machine in their homes', async () => {
    const { stdout } = await lab.host('lab00').exec(['ls', '-A', '/home', '/dev']);
    expect(stdout.split('\n')).not.toContain('kvm');
    expect(stdout).toContain('acue');
    expect((await lab.host('lab00').must(['ls', '-A', '/root'])).trim()).toBe('.ssh');
  });

  test('processes shows what runs, and a closed login leaves nothing but sshd', async () => {
    const host = lab.host('lab00');
    await host.must(['sh', '-c', 'setsid -f sleep 4321 >/dev/null 2>&1'], { user: 'dash' });
    // `setsid -f` returns before its child has become `sleep`.
    const sleeper = async () => (await host.processes()).find(({ argv }) => argv.join(' ') === 'sleep 4321');
    await expect.poll(sleeper).toMatchObject({ uid: 7004, name: 'sleep' });
    const sleeping = await sleeper();
    await host.must(['kill', String(sleeping?.innerPid)]);
    await ssh('lab00', 'true');
    await expect.poll(async () => (await host.processes()).map(({ name }) => name)).toEqual(['sshd']);
  });

  test('a frozen sshd accepts and says nothing; thawed it goes on', async () => {
    await lab.host('lab00').freeze();
    const frozen = await ssh('-o', 'ConnectTimeout=1', 'lab00', 'true');
    await lab.host('lab00').thaw();
    expect(frozen.stderr).toMatch(/timed out/i);
    expect((await ssh('lab00', 'hostname')).stdout).toBe('lab00\n');
  });

  test('a killed sshd refuses; started again it takes other settings', async () => {
    const host = lab.host('lab00');
    await host.killSshd();
    expect((await ssh('lab00', 'true')).stderr).toContain('refused');
    await host.startSshd(['PubkeyAuthentication no']);
    expect((await ssh('lab00', 'true')).stderr).toContain('Permission denied');
    await host.restartSshd();
    expect((await ssh('lab00', 'hostname')).stdout).toBe('lab00\n');
    expect(await host.sshdLog()).toContain('Accepted publickey for acue');
  });

  test('killing the listener leaves open connections', async () => {
    const host = lab.host('lab00');
    const open = run([
      'ssh',
      '-F',
      lab.sshConfig,
      'lab00',
      'touch /tmp/in; until [ -e /tmp/out ]; do sleep 0.02; done; echo still',
    ]);
    await expect.poll(async () => (await host.exec(['test', '-e', '/tmp/in'])).code).toBe(0);
    await host.killListener();
    expect((await ssh('lab00', 'true')).stderr).toContain('refused');
    await host.must(['touch', '/tmp/out']);
    expect((await open).stdout).toBe('still\n');
    await host.startSshd();
  });

  test('a changed host key is not the known one', async () => {
    const host = lab.host('lab01');
    const before = await host.fingerprint();
    const after = await host.changeHostKey();
    expect(after).toMatch(/^SHA256:/);
    expect(after).not.toBe(before);
    const refused = await ssh('lab01', 'true');
    expect(refused.code).toBe(255);
    expect(refused.stderr).toContain(after);
  });

  test('an unplugged host is lost, a plugged one back', async () => {
    await lab.host('lab00').unplug();
    const lost = await ssh('-o', 'ConnectTimeout=1', 'lab00', 'true');
    await lab.host('lab00').plug();
    expect(lost.stderr).toMatch(/timed out|No route/);
    expect((await ssh('lab00', 'hostname')).stdout).toBe('lab00\n');
  });

  test('a crashed host comes back with its files and its key, without its processes', async () => {
    const host = lab.host('lab00');
    await host.must(['sh', '-c', 'echo kept >/home/acue/file; setsid -f sleep 4322 >/dev/null 2>&1']);
    await host.crash();
    expect((await ssh('-o', 'ConnectTimeout=1', 'lab00', 'true')).code).toBe(255);
    await host.boot();
    expect((await ssh('lab00', 'cat file')).stdout).toBe('kept\n');
    await expect.poll(async () => (await host.processes()).map(({ name }) => name)).toEqual(['sshd']);
  });

  test('many hosts: one sshd under many names and addresses', async () => {
    const many = await lab.manyHosts(20);
    expect(many.map(({ name }) => name)).toContain('many19');
    expect((await ssh('many00', 'hostname')).stdout).toBe('many\n');
    expect((await ssh('many19', 'echo $SSH_CONNECTION')).stdout).toContain(` ${many.at(-1)?.address} 22`);
    expect(Object.keys(parse(readFileSync(lab.hostsFile, 'utf8')).hosts)).toHaveLength(24);
  });
});
