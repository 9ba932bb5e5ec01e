/**
 * The ancestor's calls (chapter 10 of its reference) as they are typed in a shell, run against the lab: each number has
 * its effect checked, or stands in NOT_YET with what it waits for. Hosts of the calls that the lab does not have are other names of
 * those it has.
 */
import { spawn } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { type Lab, labAvailable, labUp } from './lab/index.ts';
import { run, waitFor } from './lab/run.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

/** Those that are run on a real Dom0. */
const ON_XEN = [...range(1, 16), ...range(18, 39), 41, 42, 46];

/** Number of a case, and what it waits for. */
const NOT_YET: Readonly<Record<string, readonly number[]>> = {
  'new guests from templates': [100],
  'reconnecting by label alone, without a host, and tunnels to a screen': [17, 87],
  'power of physical machines': [57, ...range(60, 62), ...range(64, 66)],
  'sessions of VNC, X11 and RDP, and commands of CLI sessions': [...range(67, 71), ...range(73, 81), 98],
  'the VMW and VBOX plugins': [84, 85, 86],
  'the tools setupVDE and beamer': [94, 97],
};

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Other names of lab00, and of lab01. */
const ALIASES = {
  lab00: ['app2', 'host1', 'host01'],
  lab01: ['ws2', 'olymp', 'host2', 'host3', 'host02', 'host03'],
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
  });

  /** A line as a person types it, in bash. Tools answer by their old names. */
  async function shell(line: string, input = ''): Promise<Said> {
    const names = ['ctys', 'ctys-vhost', 'ctys-macmap', 'ctys-plugins', 'ctys-vdbgen', 'ctys-groups'];
    const functions = names.map(
      (name) => `${name}() { "$NODE" "$CTYS" ${name === 'ctys' ? '' : name} "$@"; }`,
    );
    const { code, stdout, stderr } = await run(['bash', '-c', `${functions.join('\n')}\n${line}`], {
      env: environment(),
      input,
    });
    return { code, out: stdout, error: stderr };
  }

  /** Whether a console says it, typed at until it does; let go of then. */
  async function answers(line: string, wanted: string, typed: string): Promise<boolean> {
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
    child.kill('SIGTERM');
    await ended;
    return true;
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
      expect(found[0]).toMatch(/^localhost \S+ PM S$/);
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
    },
    72: async () => {
      const { out } = await shell('ctys -t CLI -a create=l:test lab00', 'hostname; exit\n');
      expect(out).toContain('lab00');
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

  test('every number of the chapter is run here, on Xen (cases-xen.test.ts), or waits for something named', () => {
    const numbers = [...Object.keys(EFFECTS).map(Number), ...ON_XEN, ...Object.values(NOT_YET).flat()];
    expect(numbers.sort((a, b) => a - b)).toEqual(range(1, 102));
  });

  test.each(Object.entries(EFFECTS))('%s', async (_number, effect) => await effect());
});
