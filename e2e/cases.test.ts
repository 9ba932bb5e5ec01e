/**
 * The ancestor's calls (chapter 10 of its reference) as they are typed in a shell, run against the lab: each number has
 * its effect checked, or stands in NOT_YET with what it waits for. Hosts of the calls that the lab does not have are other names of
 * those it has.
 */
import { spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { withDisplay } from './lab/display.ts';
import { type Lab, labAvailable, labUp, type Sleeper } from './lab/index.ts';
import { run, waitFor } from './lab/run.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

/** Those that are run on a real Dom0. */
const ON_XEN = [...range(1, 39), 41, 42, 46, 60, 65];

/** Number of a case, and what it waits for. */
const NOT_YET: Readonly<Record<string, readonly number[]>> = {
  'installing from sources that only the network has (create-xen.test.ts does it from a local one)': [100],
};

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Other names of lab00, and of lab01. */
const ALIASES = {
  lab00: ['app1', 'app2', 'host1', 'host01', 'myHost'],
  lab01: ['ws2', 'olymp', 'host2', 'host3', 'host02', 'host03', 'lab05'],
};

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** The first column and the others of a table's rows. */
const cells = (table: string): readonly (readonly string[])[] =>
  table
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe.skipIf(against !== null)('the calls of the ancestor', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await labUp({ guests: true });
    await otherNames();
    await armTest();
  });
  afterAll(() => lab?.down());

  async function otherNames(): Promise<void> {
    const entries = Object.entries(ALIASES).map(
      ([name, aliases]) =>
        `Host ${aliases.join(' ')}\n  HostName ${lab.host(name).address}\n  HostKeyAlias ${name}\n`,
    );
    const own = (await run(['cat', lab.sshConfig])).stdout;
    await writeFile(lab.sshConfig, `${entries.join('\n')}\n${own}`);
  }

  /** The guest of cases 82 and 83: another tst100, by the name and at the place the calls have. */
  async function armTest(): Promise<void> {
    const [from, to] = ['/home/acue/qemu/tst100', '/home/acue/qemu/tst/arm-test'];
    const script = `
      mkdir -p ${to} && cp -a ${from}/. ${to} && cd ${to}
      for f in tst100.*; do sed -i 's#${from}#${to}#g; s#tst100#arm-test#g; s#02:79:00:00:00:64#02:79:00:00:00:99#g' "$f"; mv "$f" "arm-test.\${f##*.}"; done
      sed -i 's#[0-9a-f]\\{8\\}-[0-9a-f]\\{4\\}-4[0-9a-f]\\{3\\}-8[0-9a-f]\\{3\\}-[0-9a-f]\\{12\\}#00000000-1111-4222-8333-444444444444#' *`;
    await lab.host('lab00').must(['sh', '-ec', script], { user: 'acue' });
  }

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...lab.env,
    NODE: process.execPath,
    CTYS: join(root, 'dist', 'ctys.mjs'),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    // The home on the lab's hosts, as the calls mean it.
    HOME: '/home/acue',
    VMDIRPATH: '/home/acue/vbox',
  });

  /** A line as a person types it, in bash. Tools answer by their old names. */
  async function shell(line: string, input = '', more: NodeJS.ProcessEnv = {}): Promise<Said> {
    const names = [
      'ctys',
      'ctys-vhost',
      'ctys-macmap',
      'ctys-plugins',
      'ctys-vdbgen',
      'ctys-groups',
      'ctys-distribute',
      'ctys-setupVDE',
      'ctys-beamer',
    ];
    const functions = names.map(
      (name) => `${name}() { "$NODE" "$CTYS" ${name === 'ctys' ? '' : name} "$@"; }`,
    );
    const { code, stdout, stderr } = await run(['bash', '-c', `${functions.join('\n')}\n${line}`], {
      env: { ...environment(), ...more },
      input,
    });
    return { code, out: stdout, error: stderr };
  }

  /** Whether a console says it, typed at until it does; let go of then. */
  async function answers(
    line: string,
    wanted: string,
    typed: string,
    meanwhile: () => Promise<void> = async () => {},
  ): Promise<boolean> {
    const child = spawn('bash', ['-c', `exec ${line.replace(/^ctys/, '"$NODE" "$CTYS"')}`], {
      env: environment(),
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise((done) => child.once('close', done));
    await waitFor(
      `the answer of ${line}`,
      () => {
        child.stdin.write(typed);
        return said.includes(wanted);
      },
      { every: 1000 },
    );
    await meanwhile();
    child.kill('SIGTERM');
    await ended;
    return true;
  }

  const onDisplay = (work: (env: NodeJS.ProcessEnv, titles: () => Promise<string>) => Promise<void>) =>
    withDisplay(join(lab.env.XDG_STATE_HOME ?? '', 'display'), 94, environment(), work);

  /** A line that goes on until it is stopped, and shows something there. */
  async function shows(
    line: string,
    title: string,
    meanwhile: (pid: number) => Promise<void> = async () => {},
  ): Promise<void> {
    await onDisplay(async (env, titles) => {
      const child = spawn('bash', ['-c', `exec ${line.replace(/^ctys/, '"$NODE" "$CTYS"')}`], { env });
      let error = '';
      child.stderr.on('data', (chunk: Buffer) => {
        error += chunk.toString();
      });
      const ended = new Promise((done) => child.once('close', done));
      try {
        await waitFor(`${title} on the display`, async () => (await titles()).includes(title)).catch(
          (caught: unknown) => {
            throw new Error(`${String(caught)} ${line} said: ${error}`);
          },
        );
        await meanwhile(child.pid ?? 0);
      } finally {
        child.kill('SIGTERM');
        await ended;
      }
    });
  }
  /** FreeRDP's server of an X display that shows a clock; nobody has to log in. */
  async function rdpServer(
    exec: (argv: readonly string[]) => Promise<{ readonly code: number | null; readonly stdout: string }>,
    number: number,
  ): Promise<() => Promise<void>> {
    const script = `
      export DISPLAY=:$1 HOME=/tmp/rdp-$1
      # Of a server that was killed; its number may be another's by now.
      rm -f "/tmp/.X$1-lock"
      mkdir -p "$HOME"
      for line in "Xvfb :$1 -screen 0 800x600x24 -nolisten tcp" "xclock -geometry 800x600" "freerdp-shadow-cli /port:3389 -sec-nla -auth"; do
        setsid $line >"$HOME/log" 2>&1 </dev/null & echo $!
        i=0; until xdpyinfo >/dev/null 2>&1 || [ $i -ge 100 ]; do sleep 0.1; i=$((i + 1)); done
      done
      i=0; until grep -q ':0D3D .* 0A ' /proc/net/tcp /proc/net/tcp6 || [ $i -ge 400 ]; do sleep 0.1; i=$((i + 1)); done`;
    const { stdout } = await exec(['sh', '-c', script, 'sh', String(number)]);
    const pids = stdout.trim().split('\n').reverse();
    return async () => {
      await exec(['sh', '-c', 'kill -9 "$@"; rm -rf "/tmp/rdp-$0"', String(number), ...pids]);
    };
  }
  /** A program that the lab does not have, told by another that it has. */
  const standIn = (name: string, script: string): Promise<unknown> =>
    lab
      .host('lab00')
      .must(['sh', '-c', `cat >"/usr/local/bin/${name}" && chmod 755 "/usr/local/bin/${name}"`], {
        input: `#!/bin/sh\n${script}\n`,
      });

  /** A guest of VMware with a stand-in for vmrun, a screen and a serial port that repeats what is typed; and what ends those. */
  async function vmware(host: string, name: string, port: number): Promise<() => Promise<void>> {
    const on = lab.host(host);
    const script = `
      cat >/usr/local/bin/vmrun && chmod 755 /usr/local/bin/vmrun
      mkdir -p "/home/acue/vmware/tst-ctys/$1" && cd "/home/acue/vmware/tst-ctys/$1"
      printf '%s\\n' "displayName = \\"$1\\"" 'guestOS = "debian12-64"' 'memsize = "512"' 'RemoteDisplay.vnc.enabled = "TRUE"' \\
        "RemoteDisplay.vnc.port = \\"$2\\"" "uuid.bios = \\"56 4d 5b 8a e0 77 d0 11-d2 cc ad 96 14 52 71 $(($2 % 100))\\"" 'serial0.present = "TRUE"' 'serial0.fileType = "pipe"' 'serial0.fileName = "tty"' \\
        'checkpoint.vmState = ""' >"$1.vmx"
      # A copy beside it, as people have them, is never meant.
      mkdir -p "../$1-bak" && cp "$1.vmx" "../$1-bak/$1.vmx" && chown -R acue: /home/acue/vmware
      setsid Xvnc ":$2" -rfbport "$2" -localhost -SecurityTypes None -desktop "$1" >/dev/null 2>&1 </dev/null & echo $!
      setsid socat UNIX-LISTEN:tty,fork,mode=666 EXEC:cat >/dev/null 2>&1 </dev/null & echo $!`;
    const input = await readFile(join(root, 'core/plugins/vmw/testing/vmrun'), 'utf8');
    const pids = (await on.must(['sh', '-ec', script, 'sh', name, String(port)], { input }))
      .trim()
      .split('\n');
    return async () => {
      await on.exec([
        'sh',
        '-c',
        'kill "$@"; rm -rf /home/acue/vmware /home/acue/.vmw-stand-in /usr/local/bin/vmrun',
        'sh',
        ...pids,
      ]);
    };
  }

  const config = (...parts: readonly string[]): string =>
    join(lab.env.XDG_CONFIG_HOME ?? '', 'ctys', ...parts);
  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  /** Host, type and role of each row. */
  const rows = async (line: string): Promise<readonly string[]> => {
    const { code, out, error } = await shell(line);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    return cells(out).map(
      ([host = '', , label = '', type = '', role = '']) => `${host} ${label} ${type} ${role}`,
    );
  };
  /** Physical machines that may be switched off: emulated ones. lab01 of the calls is the second of them meanwhile. */
  let hostX: Sleeper;
  let second: Sleeper | undefined;
  async function physical(work: (lab01: Sleeper) => Promise<void>): Promise<void> {
    second ??= await lab.sleeper({ name: 'pm01', net: 'near', part: 51 });
    const lab01 = second;
    const hosts = await readFile(lab.hostsFile, 'utf8');
    const ssh = await readFile(lab.sshConfig, 'utf8');
    const known = await readFile(lab.knownHosts, 'utf8');
    const { address } = lab01;
    const parsed = parse(hosts) as { hosts: Record<string, unknown> };
    parsed.hosts.lab01 = { address, user: 'root', mac: lab01.mac, identity: lab.identity };
    await writeFile(lab.hostsFile, stringify(parsed));
    const without = known.split('\n').filter((line) => !line.startsWith('lab01,'));
    await writeFile(lab.knownHosts, `${without.join('\n')}\n${lab01.knownHost.replace('pm01,', 'lab01,')}`);
    await writeFile(lab.sshConfig, `Host lab01\n  HostName ${address}\n  User root\n\n${ssh}`);
    await lab01.powerOn();
    await waitFor('lab01', async () => (await shell('ctys -t pm -a list lab01')).code === 0, {
      timeout: 60_000,
      every: 500,
    });
    try {
      await work(lab01);
    } finally {
      await lab01.powerCut();
      await writeFile(lab.hostsFile, hosts);
      await writeFile(lab.sshConfig, ssh);
      await writeFile(lab.knownHosts, known);
    }
  }
  const runs = (name: string): Promise<boolean> =>
    lab
      .host('lab00')
      .processes()
      .then((all) => all.some(({ argv }) => argv.includes(`guest=${name}`)));

  const EFFECTS: Readonly<Record<number, () => Promise<void>>> = {
    40: async () => expect(await rows('ctys -a list lab01')).toEqual(['lab01 lab01 PM S']),
    43: async () =>
      expect(await rows('ctys -a list')).toContainEqual(expect.stringMatching(/^localhost \S+ PM S$/)),
    44: async () => {
      const found = await rows('ctys -a list localhost lab00');
      expect(found).toContainEqual(expect.stringMatching(/^localhost \S+ PM S$/));
      expect(found.at(-1)).toBe('lab00 lab00 PM S');
    },
    45: async () => {
      const { out } = await shell('ctys -a list=macro:TAB_CPORT localhost lab00');
      expect(out.split('\n')[0]).toBe('Label     |stype   |cport|PM        |MAC              |TCP');
      expect(cells(out).at(-1)?.slice(0, 4)).toEqual(['lab00', 'PM', '', 'lab00']);
    },
    47: async () => {
      await lab.host('lab00').must(['sh', '-c', 'mkdir -p /etc/ctys.d; cat >/etc/ctys.d/pm.conf'], {
        input: '#@#MAGICID-PM\n#@#LABEL = "lab00"\n#@#IP0 = "192.168.1.71"\n#@#MAC0 = "00:0E:0C:35:F8:48"\n',
      });
      const { out } = await shell('ctys -a enumerate=macro:TAB_CPORT,b:xen%/etc/ctys.d localhost lab00');
      expect(cells(out)).toContainEqual(['lab00', 'PM', '', 'lab00', '00:0E:0C:35:F8:48', '192.168.1.71']);
      await lab.host('lab00').must(['rm', '/etc/ctys.d/pm.conf']);
    },
    48: async () => {
      const [some, all] = [await shell('ctys -t xen -a show lab00'), await shell('ctys -a show lab00')];
      const titles = ({ out }: Said): readonly string[] => out.split('\n').filter((line) => /^\S/.test(line));
      expect(titles(all)[0]).toBe('lab00');
      expect(titles(some)).toEqual(titles(all));
    },
    49: async () => {
      const [some, all] = [await shell('ctys -t xen -a info lab01'), await shell('ctys -a info lab01')];
      expect(all.out).toMatch(/^lab01\n[\s\S]*^PM\n[\s\S]*^QEMU\n/m);
      expect(some.out).toMatch(/^lab01\n/);
      expect(some.out).not.toMatch(/^(PM|QEMU)$/m);
    },
    50: async () => {
      const { out } = await shell('ctys -a list=tab_tcp,id ws2 lab00 lab01');
      expect(out.split('\n')[0]).toContain('|id ');
      expect(cells(out).map(([host]) => host)).toEqual(['ws2', 'lab00', 'lab01']);
    },
    51: async () => {
      expect((await shell('ctys -a list=spec')).out).toMatch(/^ {2}1: 1: ContainingMachine: localhost$/m);
      expect((await shell('ctys -a list=rec:1%%3%%21')).out).toMatch(/\{ContainingMachine,1,localhost\}/);
      expect((await shell('ctys -a list=xml:1%%3%%21')).out).toMatch(
        /<ContainingMachine index="1">localhost<\//,
      );
      expect((await shell('ctys -a list=tab:1%%3%%21')).out).toMatch(/^1 {9}\|3 {9}\|21$/m);
    },
    52: async () => {
      expect((await shell('ctys -a info -W delphi')).out).toMatch(/^\S+\n {2}/);
      expect((await shell('ctys -a show -W delphi')).out).toMatch(/^\S+\n {2}/);
    },
    53: async () => {
      const { code, out } = await shell('ctys -a enumerate=macro:TAB_CPORT,b:vmware/tst-ctys');
      expect({ code, rows: cells(out) }).toEqual({ code: 0, rows: [] });
    },
    54: async () => {
      expect((await shell('ctys macro:listconnpid lab00')).out).toMatch(/^label +\|stype +\|c\|DISP/);
      expect((await shell('ctys -t qemu macro:listconn lab00')).out).toMatch(/^label +\|stype +\|/i);
    },
    55: async () => {
      const { out } = await shell('ctys -t qemu -a enumerate=b:qemu/tst lab00');
      expect(cells(out).map(([label, type]) => [label, type])).toEqual([['arm-test', 'QEMU']]);
    },
    56: async () => {
      const found = await rows('ctys -a list localhost app2 olymp lab00');
      expect([...new Set(found.map((row) => row.split(' ')[0]))]).toEqual([
        'localhost',
        'app2',
        'olymp',
        'lab00',
      ]);
    },
    58: async () => {
      const { out } = await shell('ctys -t pm -a create=CONSOLE:cli', 'echo the-$((40+2))-answer; exit\n');
      expect(out).toContain('the-42-answer');
      // Its screen is a VNC session by its name, which the next call uses again.
      const screen = 'ctys -t pm -a create=connect,CONSOLE:vnc lab00';
      const here = { HOME: join(lab.env.XDG_STATE_HOME ?? '', 'home') };
      for (let call = 0; call < 2; call++) expect(await shell(screen, '', here)).toMatchObject({ code: 0 });
      const { out: listed } = await shell('ctys -t vnc -a list lab00');
      expect(listed.match(/\|lab00 +\|VNC /g)).toHaveLength(1);
      expect(await shell('ctys -t vnc -a cancel=l:lab00,poweroff:0 lab00')).toMatchObject({ code: 0 });
    },
    57: async () => {
      hostX = await lab.sleeper({ name: 'hostX', net: 'beyond', part: 50 });
      await lab.routes(true, ['lab01']);
      const names = `${hostX.address} hostX\n10.79.${lab.instance}.255 hostXDirectedCast\n`;
      await lab.host('lab01').must(['sh', '-c', 'cat >>/etc/hosts'], { input: names });
      const said = await shell('ctys -t pm -a create=wol,t:hostX,broadcast:hostXDirectedCast lab01');
      expect(said).toMatchObject({ code: 0 });
      expect(hostX.running()).toBe(true);
      // With a console, when it is up already: that it has one shows.
      const again = 'ctys -t pm -a create=connect,CONSOLE:cli hostX';
      expect((await shell(again, 'echo the-$((40+2))-answer; exit\n')).out).toContain('the-42-answer');
      await hostX.powerCut();
    },
    61: async () => {
      expect(await shell('ctys -t xen -a cancel=l:tst100,POWEROFF,wol lab01')).toMatchObject({
        code: 1,
        error: expect.stringContaining('WOL is supported by PM only'),
      });
      // What was meant: the machine itself, its first card armed before it goes.
      await physical(async (lab01) => {
        const said = await shell('ctys -t pm -a cancel=l:tst100,POWEROFF:0,wol,SELF lab01');
        expect(said).toMatchObject({ code: 0 });
        expect(lab01.running()).toBe(false);
        expect(lab01.log()).toMatch(/GUEST-STOPPING[\s\S]*\tWake-on: g/);
      });
    },
    62: async () => {
      expect(
        await shell('ctys -t xen -a cancel=l:tst100,POWEROFF,wol,broadcast:192.168.3.255 lab01'),
      ).toMatchObject({ code: 1, error: expect.stringContaining('Give -t pm.') });
      // What was meant: where it is woken by is remembered.
      await physical(async (lab01) => {
        const broadcast = `10.77.${lab.instance}.255`;
        const off = `ctys -t pm -a cancel=l:tst100,POWEROFF:0,wol,broadcast:${broadcast},SELF lab01`;
        expect(await shell(off)).toMatchObject({ code: 0 });
        expect(lab01.running()).toBe(false);
        lab01.woken.length = 0;
        const { code, error } = await shell('ctys -t pm -a create=wol lab01');
        expect({ code, error }).toMatchObject({ code: 0 });
        expect([lab01.running(), lab01.woken.length > 0]).toEqual([true, true]);
      });
    },
    64: async () =>
      await physical(async (lab01) => {
        const boots = (): number => lab01.log().split('GUEST-READY').length;
        const before = boots();
        const said = await shell('ctys -t pm -a cancel=l:tst001,REBOOT,SELF lab01');
        expect(said).toMatchObject({ code: 0 });
        expect(boots()).toBe(before + 1);
      }),
    66: async () => {
      // Without SELF the host itself is left alone, and the call says so.
      expect(await shell('ctys -t PM -a cancel=l:tst100,INIT:0 lab01')).toMatchObject({
        code: 0,
        error: expect.stringContaining('lab01 itself is stopped with SELF only.'),
      });
      await physical(async (lab01) => {
        const said = await shell('ctys -t PM -a cancel=l:tst100,INIT:0,SELF lab01');
        expect(said).toMatchObject({ code: 0, error: expect.stringContaining('INIT:0 in') });
        expect(lab01.running()).toBe(false);
      });
    },
    67: async () => {
      // Its password file is made in a home of this machine.
      const here = { HOME: join(lab.env.XDG_STATE_HOME ?? '', 'home') };
      for (const line of ['ctys -t VNC -a create=l:test', 'ctys -a create=l:test']) {
        const said = await shell(line, '', here);
        expect(said).toMatchObject({ code: 0, error: expect.stringContaining('test runs on') });
        expect(await rows('ctys -t vnc -a list')).toContain('localhost test VNC S');
        expect((await shell('ctys -t vnc -a cancel=l:test')).code).toBe(0);
      }
      expect(await rows('ctys -t vnc -a list')).not.toContain('localhost test VNC S');
    },
    68: async () => {
      for (const line of ['ctys -t vnc -a create=l:tst1 -L DF lab00', 'ctys -t vnc -a create=l:tst1 lab00']) {
        expect((await shell(line)).code).toBe(0);
        expect(await rows('ctys -t vnc -a list lab00')).toEqual(['lab00 tst1 VNC S']);
        // It is there already: that is told, and what to do.
        expect(await shell(line)).toMatchObject({ code: 7, error: expect.stringContaining('REUSE') });
        expect((await shell('ctys -t vnc -a cancel=l:tst1 lab00')).code).toBe(0);
      }
    },
    69: async () => {
      // The viewer of this machine, through a tunnel; it goes on as long as somebody looks.
      await shows('ctys -t vnc -a create=l:tst -L CF lab00', 'tst - TigerVNC', async (pid) => {
        const { stdout } = await run(['ss', '-Htlnp']);
        const ports = stdout.split('\n').filter((line) => line.includes(`pid=${pid},`));
        expect(ports).toEqual([expect.stringMatching(/ 127\.0\.0\.1:59[5-9]\d /)]);
        expect(await rows('ctys -t vnc -a list lab00')).toEqual(['lab00 tst VNC S']);
      });
      // The password file for the viewer went with the tunnel.
      expect((await readdir(tmpdir())).filter((name) => name.startsWith('ctys-viewer-'))).toEqual([]);
      expect((await shell('ctys -t vnc -a cancel=l:tst lab00')).code).toBe(0);
    },
    70: async () => {
      expect((await shell('ctys -t vnc -a create=bulk:3,l:tst lab00')).code).toBe(0);
      expect((await rows('ctys -t vnc -a list lab00')).toSorted()).toEqual(
        ['tst000', 'tst001', 'tst002'].map((label) => `lab00 ${label} VNC S`),
      );
    },
    71: async () => {
      const none = async (): Promise<void> => expect(await rows('ctys -t vnc -a list app2')).toEqual([]);
      // Those of case 70.
      expect((await shell('ctys -t vnc -a cancel=l:tst000,l:tst001,l:tst002 app2')).code).toBe(0);
      await none();
      // Displays 1 to 4.
      expect((await shell('ctys -t vnc -a create=bulk:4,l:tst app2')).code).toBe(0);
      expect((await shell('ctys -t vnc -a cancel=i:2,i:3,i:4 app2')).code).toBe(0);
      const { out } = await shell('ctys -t vnc -a list=tab_tcp,id app2');
      expect(cells(out).map(([, , id]) => id)).toEqual(['1']);
      expect((await shell('ctys -t vnc -a cancel=all app2')).code).toBe(0);
      await none();
      const left = await lab.host('lab00').processes();
      expect(left.filter(({ argv }) => /vnc|ctys-session/i.test(argv.join(' ')))).toEqual([]);
    },
    72: async () => {
      const { out } = await shell('ctys -t CLI -a create=l:test lab00', 'hostname; exit\n');
      expect(out).toContain('lab00');
      // While it is there the label is taken, and everybody on the host can see whose it is.
      const line = 'ctys -t CLI -a create=l:test';
      const isListed = async (): Promise<boolean> =>
        (await rows('ctys -t cli -a list')).includes('localhost test CLI S');
      await answers(line, 'the-42-answer', 'echo the-$((40+2))-answer\n', async () => {
        expect(await isListed()).toBe(true);
        expect(await shell(line)).toMatchObject({ code: 7, error: expect.stringContaining('-A 1') });
        expect((await shell(`${line} -A 1`, 'exit\n')).code).toBe(0);
      });
      await waitFor('its end', async () => !(await isListed()));
    },
    73: async () => {
      const line = 'ctys -t CLI -a create=l:test,cmd:uname%-a lab00';
      for (const call of [line, line.replace(' lab00', ' -b 1 lab00')])
        expect(await shell(call)).toEqual({
          code: 0,
          out: expect.stringMatching(/^Linux lab00 .*\n$/),
          error: '',
        });
    },
    74: async () => {
      const { code, out } = await shell('ctys -t CLI -a create=cmd:uname%-a -b 1 lab00 lab01');
      expect({ code, rows: cells(out.replace(/\n/, '\n\n')) }).toEqual({
        code: 0,
        rows: ['lab00', 'lab01'].map((host) => [host, '0', expect.stringMatching(`^Linux ${host} `)]),
      });
      await write(config('groups', 'both'), 'lab00 lab01\n');
      // What one host says of it is no other's, and a host that cannot be reached is a row, too.
      const mixed = await shell("ctys -t CLI -a create=cmd:'hostname;exit%3' -b 1 both nosuch");
      expect(cells(mixed.out.replace(/\n/, '\n\n'))).toEqual([
        ['lab00', '3', 'lab00'],
        ['lab01', '3', 'lab01'],
        ['nosuch', '-', expect.stringContaining('nosuch')],
      ]);
      expect(mixed.code).toBe(3);
    },
    75: async () => {
      const line = 'ctys -t cli -a create=l:hop0,cmd:ctys%-t%cli%-a%create=l:hop1%lab00 lab01';
      const { out } = await shell(line, 'hostname; echo from $SSH_CONNECTION; exit\n');
      expect(out).toMatch(/^lab00\r?$/m);
      expect(out).toContain(`from ${lab.host('lab01').address} `);
    },
    76: async () => {
      const line = 'ctys -t cli -a create=l:tstcall,s:tcsh%-c,cmd:xterm%-e%tcsh -b 1 lab00';
      await shows(line, 'tcsh', async () =>
        expect(await rows('ctys -a list lab00')).toContain('lab00 tstcall CLI S'),
      );
    },
    77: async () => {
      const call = (more: string): string => `ctys -t x11 -a create=l:tstx11${more} lab00`;
      const isListed = async (): Promise<void> =>
        expect(await rows('ctys -a list lab00')).toContain('lab00 tstx11 X11 S');
      for (const more of ['', ',console:xterm', ',cmd:xterm,sh', ',cmd:xterm,c:bash%-i,sh'])
        await shows(call(more), 'tstx11', isListed);
      expect(await shell(call(',console:gterm'))).toMatchObject({
        code: 7,
        error: expect.stringContaining('lab00 has no gnome-terminal'),
      });
      await standIn('gnome-terminal', '[ "$1" = --title ] && exec xterm -title "$2"');
      for (const more of [',console:gterm', ',dh']) await shows(call(more), 'tstx11', isListed);
      await lab.host('lab00').must(['rm', '/usr/local/bin/gnome-terminal']);
      await waitFor('their end', async () => (await rows('ctys -t x11 -a list lab00')).length === 0);
      // Without a display it has one of its own, which a tab shows, and ends with its program.
      expect(await shell(call(',console:xterm'))).toMatchObject({
        code: 0,
        error: expect.stringContaining('no display here'),
      });
      await isListed();
      expect((await shell('ctys -t x11 -a cancel=l:tstx11 lab00')).code).toBe(0);
      const left = await lab.host('lab00').processes();
      expect(left.filter(({ argv }) => /xterm|vnc|ctys-session/i.test(argv.join(' ')))).toEqual([]);
    },
    78: async () => {
      await standIn('emacs', 'pwd >/tmp/emacs-folder; exec xclock -title "$2"');
      await shows('ctys -t x11 -a create=l:tstx1,console:emacs,cd:/var/tmp app1', 'tstx1');
      expect(await lab.host('lab00').must(['cat', '/tmp/emacs-folder'])).toBe('/var/tmp\n');
      await lab.host('lab00').must(['rm', '/usr/local/bin/emacs']);
    },
    79: async () => {
      const sessions = (): Promise<readonly string[]> => rows('ctys -t x11 -a list lab00');
      await shows('ctys -t x11 -a create=l:tstx11,cmd:xclock,titlekey:name,sh lab00', 'tstx11', async () =>
        expect(await sessions()).toEqual(['lab00 tstx11 X11 S']),
      );
      await shows('ctys -t x11 -a create=l:tstx11,cmd:xclock,notitle lab00', 'xclock', async () =>
        expect(await sessions()).toEqual([]),
      );
    },
    80: async () => {
      const stops = await Promise.all([
        rdpServer((argv) => run(argv), 187),
        rdpServer((argv) => lab.host('lab00').exec(argv), 188),
      ]);
      try {
        const told = async (wanted: string[]): Promise<void> =>
          expect(
            cells((await shell('ctys -t rdp -a list=tab_tcp,id')).out).map((row) => row.slice(2)),
          ).toContainEqual(expect.arrayContaining(wanted));
        // Here; beyond this machine; and beyond lab05, of which lab01 has the name. lab00 is the lab02 of the calls.
        const { address } = lab.host('lab00');
        for (const more of [',RDPPORT:3389', `,INSECURE:${address}`, `,INSECURE:${address} lab05`])
          await shows(`ctys -t RDP -a create=l:tst1${more}`, 'tst1', () => told(['RDP', 'C']));
      } finally {
        for (const stop of stops) await stop();
      }
    },
    81: async () => {
      const stop = await rdpServer((argv) => lab.host('lab00').exec(argv), 187);
      try {
        await shows('ctys -t rdp -a create=l:tst -L CF lab00', 'tst', async (pid) => {
          const { stdout } = await run(['ss', '-Htlnp']);
          const ports = stdout.split('\n').filter((line) => line.includes(`pid=${pid},`));
          expect(ports).toEqual([expect.stringMatching(/ 127\.0\.0\.1:59[5-9]\d /)]);
          expect(await rows('ctys -t rdp -a list localhost lab00')).toEqual([
            'localhost tst RDP C',
            'lab00 freerdp-shadow-cli RDP S',
          ]);
        });
        // Servers are their hosts' own: clients only are ended.
        expect(await shell('ctys -t rdp -a cancel=l:freerdp-shadow-cli lab00')).toMatchObject({
          code: expect.any(Number),
          error: expect.stringContaining('only clients are ended'),
        });
      } finally {
        await stop();
      }
      expect(await shell('ctys -t rdp -a create=l:tst -L CF lab00')).toMatchObject({
        code: expect.any(Number),
        error: expect.stringContaining('3389'),
      });
    },
    82: async () => {
      const call = (console: string): string =>
        `ctys -t qemu -a create=p:$HOME/qemu/tst/arm-test/arm-test.ctys,reuse,console:${console} lab00`;
      expect(await runs('arm-test')).toBe(false);
      // No display here: it runs all the same, and is told.
      expect(await shell(call('vnc'))).toMatchObject({
        code: 7,
        error: expect.stringContaining('needs a display'),
      });
      expect(await runs('arm-test')).toBe(true);
      expect(await shell(call('sdl'))).toMatchObject({
        code: 7,
        error: expect.stringContaining('needs a display'),
      });
      expect(await answers(call('cli'), 'the-42-answer', 'root\necho the-$((40+2))-answer\n')).toBe(true);
    },
    83: async () => {
      const call = 'ctys -t qemu -a cancel=p:$HOME/qemu/tst/arm-test/arm-test.ctys,force,poweroff:0 lab00';
      expect(await shell(call)).toMatchObject({ code: 0 });
      expect(await runs('arm-test')).toBe(false);
    },
    84: async () => {
      const stop = await vmware('lab00', 'tst117', 5917);
      try {
        expect(await rows('ctys -t vmw -a list app2')).toEqual([]);
        const call = 'ctys -t vmw -a create=f:vmware/tst-ctys/tst117/tst117.vmx,reuse app2';
        expect(await shell(call)).toMatchObject({ code: 0 });
        expect(await rows('ctys -t vmw -a list app2')).toEqual(['app2 tst117 VMW S']);
        // It runs: what is named by the start of its path is connected to.
        const again = 'ctys -t vmw -a create=f:vmware/tst-ctys/tst117/t,reuse app2';
        expect(await answers(again, 'the-answer', 'the-answer\n')).toBe(true);
      } finally {
        await stop();
      }
    },
    85: async () => {
      const stops = [await vmware('lab00', 'tst117', 5917), await vmware('lab01', 'tst112', 5912)];
      try {
        expect(await shell('ctys -t vmw -a create=f:vmware/tst-ctys/tst117/t app2')).toMatchObject({
          code: 0,
        });
        expect(await shell('ctys -t vmw -a create=l:tst117,console:vnc,connect app2')).toMatchObject({
          code: 7,
          error: expect.stringContaining('needs a display'),
        });
        const through = 'ctys -t vmw -a create=f:vmware/tst-ctys/tst112/t,reuse -L CF olymp';
        expect(await shell(through.replace('-L CF', ''))).toMatchObject({ code: 0 });
        await shows(through, 'tst112 - TigerVNC');
        const cancel = 'ctys -t vmw -a cancel=f:vmware/tst-ctys/tst117/t,poweroff:0 app2';
        expect(await shell(cancel)).toMatchObject({ code: 0 });
        expect(await rows('ctys -t vmw -a list app2 olymp')).toEqual(['olymp tst112 VMW S']);
      } finally {
        for (const stop of stops) await stop();
      }
    },
    86: async () => {
      const lab02 = lab.host('lab02');
      const script = `
        cat >/usr/local/bin/VBoxManage && chmod 755 /usr/local/bin/VBoxManage
        cd /home/acue && mkdir -p .vbox-stand-in/$1 && cd .vbox-stand-in
        echo 'Oracle VM VirtualBox Extension Pack' >pack
        echo poweroff >"$1/state"
        printf '%s\\n' 'name="vbox001"' 'CfgFile="/home/acue/vbox/vbox001/vbox001.vbox"' 'ostype="Debian (64-bit)"' "UUID=\\"$1\\"" memory=512 cpus=1 \\
          'vrde="on"' vrdeport=3389 'vrdeports="3389"' 'vrdeaddress="127.0.0.1"' >"$1/info"
        chown -R acue: .`;
      const input = await readFile(join(root, 'core/plugins/vbox/testing/VBoxManage'), 'utf8');
      await lab02.must(['sh', '-ec', script, 'sh', '7163bae0-5075-49fc-b3a7-b2831c06aa40'], { input });
      const stop = await rdpServer((argv) => lab02.exec(argv), 189);
      try {
        expect(await rows('ctys -t vbox -a list lab02')).toEqual([]);
        const create = 'ctys -t vbox -a create=l:vbox001,b:$VMDIRPATH,console:vbox lab02';
        await shows(create, 'vbox001', async () =>
          expect(await rows('ctys -t vbox -a list lab02')).toEqual(['lab02 vbox001 VBOX S']),
        );
        expect(await shell('ctys -t vbox -a cancel=l:vbox001,poweroff:0 lab02')).toMatchObject({ code: 0 });
        expect(await rows('ctys -t vbox -a list lab02')).toEqual([]);
      } finally {
        await stop();
        await lab02.must(['rm', '-rf', '/usr/local/bin/VBoxManage', '/home/acue/.vbox-stand-in']);
      }
    },
    87: async () => {
      // By its label alone, wherever it runs; who looked at it before is dismissed each time.
      expect((await shell('ctys -t VNC -a create=l:myApp,console:none lab00')).code).toBe(0);
      await onDisplay(async (env, titles) => {
        const host = spawn(process.execPath, [env.CTYS ?? '', 'serve'], { env });
        await new Promise((ready) => host.stdout.once('data', ready));
        try {
          const loop = (type: string): string =>
            `for i in 300 400; do ctys -t ${type} -a create=l:myApp,reconnect -L CF -g \${i}x100+\${i}+100; done`;
          const said = await shell(loop('VNC'), '', env);
          expect(said).toMatchObject({ code: 0 });
          await waitFor('one viewer, where it was wanted', async () =>
            /myApp.* 400x100\+.*\+400\+1\d\d/.test(await titles()),
          );
          expect((await titles()).match(/myApp - TigerVNC/g)).toHaveLength(1);
          expect(await rows('ctys -t vnc -a list lab00')).toContain('lab00 myApp VNC S');
        } finally {
          const ended = new Promise((done) => host.once('close', done));
          host.kill('SIGTERM');
          await ended;
        }
      });
      expect((await shell('ctys -t VNC -a cancel=l:myApp lab00')).code).toBe(0);
    },
    88: async () => {
      await database();
      expect((await shell('ctys-vhost -o pm,label,ids app2 vmw acue tst-ctys')).out).toBe(
        'app2;tst117;/homen/acue/vmware/tst-ctys/tst117/tst117.vmx\n',
      );
      expect((await shell('ctys-vhost -o pm,label,ids,titleidx app2 vmw acue tst-ctys')).out).toMatch(
        /^ContainingMachine\(1\);Label\(3\);ID\(4\)\n/,
      );
      const table = 'ctys-vhost -o pm,label,ids,tab_gen:1_PM_11%%3_label_9%%4_ID_50_L app2 vmw acue tst-ctys';
      expect(cells((await shell(table)).out)[0]?.slice(0, 2)).toEqual(['app2', 'tst117']);
    },
    89: async () =>
      expect((await shell(String.raw`ctys-vhost -o cport,l -M all '59\[0-9\]\[0-9\]'`)).out).toBe(
        '5902;tst103\n',
      ),
    90: async () => {
      const { code, out } = await shell(
        'ctys-vhost -o sort:1 tst00 and not f:2:PM and tst103 or tst00 or tst00',
      );
      expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('tst003') });
    },
    91: async () =>
      expect((await shell("ctys-macmap -n -m '00:50:56:.3:..:.9'")).out).toBe(
        'tst009;00:50:56:13:11:39\ntst108;00:50:56:13:11:49\n',
      ),
    92: async () => {
      for (const line of [
        'ctys-plugins -T all -E',
        'ctys-plugins -d 64,P -T all -E',
        'ctys-plugins -E -T all --quick-list localhost',
      ])
        expect((await shell(line)).out).toMatch(/QEMU/);
      // Each tool with its path and its right.
      expect((await shell('ctys-plugins -d 64,P -T all -E')).out).toMatch(/poweroff[^\n]*POWEROFF/);
      await write(config('groups', 'netscan', 'all'), 'lab00 lab01\n');
      const quick = 'ctys-plugins -T all -E --quick-tab $(ctys-groups -X -m 8 netscan/all)';
      const [, ...lines] = (await shell(quick)).out.trimEnd().split('\n');
      expect(lines.map((line) => line.split('|')[0]?.trim())).toEqual(['lab00', 'lab01']);
    },
    93: async () => {
      const folder = join(lab.env.XDG_STATE_HOME ?? '', 'tmp');
      const line = `ctys-vdbgen --cacheDB=${folder} --append --base=qemu lab00'(-d 2,s:16,w:0,p)'`;
      expect((await shell(line)).code).toBe(0);
      const { stdout } = await run(['cat', join(folder, 'enum.fdb')]);
      expect(stdout).toMatch(/^lab00;QEMU;tst100;\/home\/acue\/qemu\/tst100\/tst100.ctys;/m);
    },
    95: async () => {
      await write(config('groups', 'netscan', 'ctys-all'), 'host1 host2 host3\n');
      await write(config('groups', 'desktops', 'workspace1', 'java-environment'), 'lab00\n');
      const names = ({ out }: Said): readonly string[] => out.match(/^host\d$/gm) ?? [];
      expect(names(await shell("ctys netscan/ctys-all'(-a info)'"))).toEqual(['host1', 'host2', 'host3']);
      expect(names(await shell('ctys -a info host1 host2 host3'))).toEqual(['host1', 'host2', 'host3']);
      // The lab has no merlin: that it is he who is refused shows for whom the group is.
      expect(await shell('ctys -a list merlin@desktops/workspace1/java-environment')).toMatchObject({
        code: 5,
        error: expect.stringContaining('merlin@lab00'),
      });
    },
    59: async () => {
      await lab.guest('lab00', 'tst100').start();
      expect(await shell('ctys -t pm -a cancel=l:tst100,POWEROFF:0 lab00')).toMatchObject({ code: 0 });
      expect(await runs('tst100')).toBe(false);
      expect((await lab.host('lab00').must(['hostname'])).trim()).toBe('lab00');
    },
    63: async () => {
      const guest = lab.guest('lab00', 'tst100');
      await guest.start();
      await guest.ready();
      const before = (await guest.process())?.pid;
      expect(await shell('ctys -t pm -a cancel=l:tst001,REBOOT lab00')).toMatchObject({ code: 0 });
      const booted = async () => (await guest.serialLog()).split('GUEST-READY').length > 2;
      await waitFor('tst100 up again', booted, { timeout: 60_000 });
      expect((await guest.process())?.pid).toBe(before);
      await guest.kill();
    },
    96: async () => {
      await write(config('groups', 'scan', 'first'), 'lab00\n');
      const { out } = await shell('ctys-groups scan/ desktops/');
      expect(out).toMatch(
        /scan\/first[\s\S]*desktops\/workspace1\/java-environment|desktops\/workspace1\/java-environment[\s\S]*scan\/first/,
      );
    },
    94: async () => {
      const env = { USER: userInfo().username };
      const socket = `/var/tmp/vde_switch0.${env.USER}`;
      const mac = '02:79:00:00:00:94';
      const devices = async (): Promise<string> => (await run(['ip', 'link', 'show'])).stdout;
      const made = await shell('ctys-setupVDE -u $USER create', '', env);
      expect(made).toMatchObject({ code: 0, error: '', out: expect.stringContaining('by vdetap') });
      try {
        expect((await shell('ctys-setupVDE -u $USER check', '', env)).code).toBe(0);
        expect((await shell('ctys-setupVDE list', '', env)).out).toContain(socket);
        expect((await shell('ctys-setupVDE -u $USER create', '', env)).out).toContain('is there already');
        // The network card of a guest asks for an address through the switch: the bridge learns of it.
        const card = ['-netdev', `vde,id=net0,sock=${socket}`, '-device', `e1000,netdev=net0,mac=${mac}`];
        const guest = spawn('qemu-system-x86_64', ['-display', 'none', '-boot', 'n', ...card], {
          stdio: 'ignore',
        });
        try {
          const known = async () =>
            (await run(['bridge', 'fdb', 'show', 'br', 'ctysbr0'])).stdout.includes(mac);
          await waitFor('the guest at the bridge', known, { timeout: 60_000, every: 200 });
          expect((await shell('ctys-setupVDE ports', '', env)).out).toMatch(/Port 0002/);
        } finally {
          guest.kill('SIGKILL');
        }
      } finally {
        expect(await shell('ctys-setupVDE -u $USER cancel', '', env)).toMatchObject({ code: 0, error: '' });
      }
      expect(await devices()).not.toMatch(/vdetap|ctysbr0/);
      expect((await shell('ctys-setupVDE -u $USER check', '', env)).error).toContain('no switch answers');
      // On a host of the call: devices by its elevation, the switch as the account's.
      expect((await shell('ctys-setupVDE create lab00')).error).toMatch(/first bridge .* from afar/);
      expect(await shell('ctys-setupVDE -f create lab00')).toMatchObject({ code: 0, error: '' });
      const switches = async () =>
        (await lab.host('lab00').processes()).filter(({ argv }) => argv[0] === 'vde_switch');
      expect(await switches()).toHaveLength(1);
      expect((await lab.host('lab00').must(['stat', '-c', '%U', '/var/tmp/vde_switch0.acue'])).trim()).toBe(
        'acue',
      );
      expect(await shell('ctys-setupVDE cancel lab00')).toMatchObject({ code: 0, error: '' });
      await waitFor('the end of the switch', async () => (await switches()).length === 0);
    },
    97: async () => {
      await lab
        .host('lab00')
        .must(['sh', '-c', 'cd /home/acue && mkdir -p rpm && echo ab >rpm/one.rpm'], { user: 'acue' });
      expect(await shell('ctys-beamer -R app1 -- ls -l -h rpm')).toMatchObject({
        ...{ code: 0, error: '' },
        out: expect.stringMatching(/^total [\s\S]* acue .* one\.rpm\n$/),
      });
      expect(await rows('ctys-beamer -R app1,app2 -- ctys -a list')).toEqual(
        expect.arrayContaining(['app1 lab00 PM S', 'app2 lab00 PM S']),
      );
      await write(config('groups', 'netscan', 'all'), 'lab00 lab01\n');
      const target = lab.host('lab01').address;
      const ok = new RegExp(`^${target} *\\|${target} *\\|ok$`, 'gm');
      const all = await shell(`ctys-beamer -R netscan/all -- ctys-vping ${target}`);
      expect(all).toMatchObject({ code: 0, error: '' });
      expect(all.out.match(ok)).toHaveLength(2);
      const over = await shell(`ctys-beamer -R app1%netscan/all -- ctys-vping ${target}`);
      expect(over).toMatchObject({ code: 0, error: '' });
      expect(over.out).toMatch(/^lab01 via app1:$/m);
      const from = await shell('ctys-beamer -R app1%lab01 -- printenv SSH_CLIENT');
      expect(from.out).toMatch(new RegExp(`^${lab.host('lab00').address} `));
      // Meanwhile a port of this machine leads to the SSH of the last.
      const banner = `exec 3<>/dev/tcp/127.0.0.1/3333; head -c 4 <&3`;
      const line = `"$NODE" "$CTYS" ctys-beamer -R :3333%app1%lab01 -- sleep 60 & until (${banner}) 2>/dev/null; do kill -0 $! || break; done; kill $!; wait`;
      expect((await shell(line)).out).toContain('SSH-');
      expect((await shell('ctys-beamer -R app1 -- false')).code).toBe(1);
    },
    98: async () => {
      const files = (): Promise<string> =>
        lab.host('lab00').must(['sh', '-c', 'find /root /usr/local -newer /tmp/before -type f | sort']);
      await lab.host('lab00').must(['touch', '/tmp/before']);
      const said = await shell('ctys-distribute -F 2 -P UserHomeCopy root@myHost');
      expect(said).toMatchObject({ code: 0, error: '' });
      expect(said.out).toMatch(/^root@myHost: nothing is copied.* PM .*QEMU/);
      expect(await files()).toBe('');
      expect((await shell('ctys-distribute -F 4 root@myHost')).error).toContain("does not know '4'");
      const { out } = await shell('ctys -t cli -a create=l:myHost root@myHost', 'id -un; exit\n');
      expect(out).toMatch(/^root\r?$/m);
    },
    99: async () => {
      const { out } = await shell("ctys parse -- -d 6 -- '(-d 3)' host01 host02'(-d 1)' host03'(-d 0)'");
      const said = JSON.parse(out) as readonly {
        on: { host: string };
        options: { debug: { bits: number } };
      }[];
      expect(said.map(({ on, options }) => [on.host, options.debug.bits])).toEqual([
        ['host01', 3],
        ['host02', 1],
        ['host03', 0],
      ]);
      // And carried out: each host says what is meant with its own bits, this side with its.
      const run99 = "ctys -d 6 -- '(-d 3 -a list)' host01 host02'(-d 1)' host03'(-d 0)'";
      const { code, error } = await shell(run99);
      expect(code).toBe(0);
      expect(error.match(/-d \d/g)).toEqual(['-d 3', '-d 1', '-d 0']);
    },
    101: async () => {
      await write(
        config('groups', 'demo', 'vm-desktop-01'),
        "# a desktop\nlab00'(-t qemu -a create=l:tst102,reuse,console:none)'\nlab00'(-t qemu -a create=l:tst100,reuse,console:none)'\n",
      );
      expect(await shell('ctys demo/vm-desktop-01')).toMatchObject({ code: 0 });
      expect([await runs('tst100'), await runs('tst102')]).toEqual([true, true]);
      await shell('ctys -t qemu -a cancel=all,force,poweroff:0 lab00');
      expect([await runs('tst100'), await runs('tst102')]).toEqual([false, false]);
    },
    102: async () => {
      expect((await shell('ctys -H man')).out).toMatch(/^Usage: ctys /);
      expect((await shell('ctys -H list')).out).toContain('enumerate');
      expect((await shell('ctys -X -V')).out).toMatch(/^\d+\.\d+\.\d+$/);
    },
  };

  /** What 88 to 91 are asked of. */
  async function database(): Promise<void> {
    const record = (fields: Readonly<Record<number, string>>): string =>
      `${Array.from({ length: 47 }, (_, at) => fields[at + 1] ?? '').join(';')}\n`;
    const vmx = '/homen/acue/vmware/tst-ctys/tst117/tst117.vmx';
    await write(
      config('db', 'default', 'enum.fdb'),
      record({ 1: 'app2', 2: 'VMW', 3: 'tst117', 4: vmx }).replace('VMW', 'vmw') +
        record({ 1: 'lab00', 2: 'QEMU', 3: 'tst103', 4: '/q/tst103', 9: '5902' }) +
        record({ 1: 'lab00', 2: 'QEMU', 3: 'tst003', 4: '/q/tst103/tst003' }) +
        record({ 1: 'tst00', 2: 'PM', 3: 'tst00' }),
    );
    await appendFile(
      config('db', 'default', 'macmap.fdb'),
      'tst009;00:50:56:13:11:39;192.168.1.9;\ntst108;00:50:56:13:11:49;192.168.1.108;\nother;00:50:56:14:11:40;;\n',
    );
  }

  test('every number of the chapter is run here, on Xen (cases-xen-*.test.ts), or waits for something named', () => {
    const numbers = [...Object.keys(EFFECTS).map(Number), ...ON_XEN, ...Object.values(NOT_YET).flat()];
    expect(numbers.sort((a, b) => a - b)).toEqual(range(1, 102));
  });

  test('guests of ESXi, by its own tools over SSH', async () => {
    const lab02 = lab.host('lab02');
    const script = `
      cat >/usr/local/bin/vim-cmd && chmod 755 /usr/local/bin/vim-cmd && cp /usr/local/bin/vim-cmd /usr/local/bin/localcli
      store=/vmfs/volumes/661ab9c9-ea3e9a38-f0ba-d89ef3ff34e7
      mkdir -p "$store/web" && ln -s "$store" /vmfs/volumes/datastore1 && echo '12 web' >/vmfs/guests
      printf '%s\\n' 'displayName = "web"' 'memsize = "512"' 'checkpoint.vmState = ""' >"$store/web/web.vmx"
      chown -R acue: /vmfs`;
    const input = await readFile(join(root, 'core/plugins/vmw/testing/esx'), 'utf8');
    await lab02.must(['sh', '-ec', script], { input });
    const state = (): Promise<string> =>
      lab02.must([
        'sh',
        '-c',
        'ls /vmfs/up; sed -n s/^checkpoint.vmState.//p /vmfs/volumes/datastore1/web/web.vmx',
      ]);
    try {
      const seen: string[] = [];
      for (const call of ['create=l:web', 'cancel=l:web,suspend', 'create=l:web,resume']) {
        expect(await shell(`ctys -t vmw -a ${call} lab02`)).toMatchObject({ code: 0 });
        seen.push(await state());
      }
      expect(seen).toEqual(['web\n= ""\n', '= "web.vmss"\n', 'web\n= ""\n']);
      expect(await rows('ctys -t vmw -a list lab02')).toEqual(['lab02 web VMW S']);
      expect(await shell('ctys -t vmw -a cancel=l:web,poweroff:5 lab02')).toMatchObject({ code: 0 });
      expect(await state()).toBe('= ""\n');
    } finally {
      await lab02.exec(['rm', '-rf', '/vmfs', '/usr/local/bin/vim-cmd', '/usr/local/bin/localcli']);
    }
  });

  test('chapter 4.7: clients, servers and tunnels are told as they are printed there', async () => {
    await onDisplay(async (env, titles) => {
      const host = spawn(process.execPath, [env.CTYS ?? '', 'serve'], { env });
      await new Promise((ready) => host.stdout.once('data', ready));
      try {
        expect((await shell('ctys -t vnc -a create=l:tst100 -L CF lab00', '', env)).code).toBe(0);
        await waitFor('the viewer', async () => (await titles()).includes('tst100'));
        const { out } = await shell('ctys -a list localhost lab00');
        const { username, gid } = userInfo();
        const group = (await run(['getent', 'group', String(gid)])).stdout.split(':')[0] ?? '';
        const [head = '', rule = ''] = out.split('\n');
        expect(head).toMatch(/^TCP-container *\|TCP-guest *\|label *\|sesstype\|c\|user *\|group *$/);
        expect(rule).toMatch(/^[-+]+$/);
        // Others may have sessions on this machine, too.
        const isOf = ([host, , label, type]: readonly string[]): boolean =>
          host !== 'localhost' || label === 'tst100' || type === 'PM';
        const [client, self, tunnel, ...far] = cells(out).filter(isOf);
        expect(client).toEqual(['localhost', '-', 'tst100', 'VNC', 'C', username, group]);
        expect(self).toEqual(['localhost', expect.anything(), expect.anything(), 'PM', 'S', '-', '-']);
        expect(tunnel).toEqual(['localhost', '-', 'tst100', 'SSH(VNC)', 'T', username, group]);
        expect(far).toEqual([
          ['lab00', '-', 'tst100', 'VNC', 'S', 'acue', 'acue'],
          ['lab00', expect.anything(), 'lab00', 'PM', 'S', '-', '-'],
        ]);
        const ports = await shell('ctys -a list=macro:TAB_CPORT localhost lab00');
        const told = cells(ports.out).filter(([label, type]) => label === 'tst100' || type === 'PM');
        expect(told.map(([label, type, cport]) => [label, type, cport])).toEqual([
          ['tst100', 'VNC', ''],
          [expect.anything(), 'PM', ''],
          ['tst100', 'SSH(VNC)', expect.stringMatching(/^59[5-9]\d$/)],
          ['tst100', 'VNC', '5901'],
          ['lab00', 'PM', ''],
        ]);
        const ids = await shell('ctys -a list=tab_tcp,id,tunnel');
        expect(cells(ids.out).map(([, , id]) => id)).toEqual([expect.stringMatching(/^59[5-9]\d-5901$/)]);
        // The tunnel goes with its session, and the viewer with the tunnel.
        expect((await shell('ctys -t vnc -a cancel=l:tst100 lab00')).code).toBe(0);
        await waitFor('the end of it', async () => !(await rows('ctys -a list')).join().includes('tst100'));
      } finally {
        const ended = new Promise((done) => host.once('close', done));
        host.kill('SIGTERM');
        await ended;
      }
    });
  });

  test('chapter 5.2: a text console in a terminal of the caller, with LOCALONLY', async () => {
    await onDisplay(async (env, titles) => {
      const line = 'ctys -t qemu -a create=l:tst100,reuse,console:xterm -L LO lab00';
      expect(await shell(line, '', env)).toMatchObject({ code: 0 });
      await waitFor('the terminal', async () => /"tst100".*"xterm"/.test(await titles()));
      // It calls the command line, which lets go of the console with the terminal.
      const inside = async (): Promise<string> =>
        (await run(['pgrep', '-af', `${env.CTYS} .*(console|CONSOLE):(cli|CLI)`])).stdout;
      await waitFor('the call in it', async () => (await inside()) !== '');
      expect(await shell(line.replace('-L LO', '-L CF'), '', env)).toMatchObject({
        error: expect.stringContaining('CONNECTIONFORWARDING is not supported for CONSOLE:XTERM'),
      });
    });
    await lab.guest('lab00', 'tst100').kill();
  });

  test.each(Object.entries(EFFECTS))('%s', async (_number, effect) => await effect());
});
