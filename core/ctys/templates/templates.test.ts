/** Anchors, the words of a call, and what is made of a template. */
import { describe, expect, test } from 'vitest';
import { expanded, filledIn, mergeAnchors, parametersOf, parseAnchor } from './anchor.ts';
import { type Facts, newGuest, planGuest } from './guest.ts';
import { createAction, createCall, readCreateWords } from './order.ts';
import { faultOf } from './parameters.ts';
import { type TemplateFiles, valuesOf } from './values.ts';

const FACTS: Facts = {
  home: '/home/acue',
  version: '1.2.3',
  uuid: '58791728-48dd-4770-80a9-d3e20404e678',
  mac: '00:16:3e:01:02:03',
  serial: '20261126070000',
};

const template = (more: Readonly<Record<string, string>> = {}): TemplateFiles => ({
  name: 'small',
  origin: 'own',
  files: new Map(
    Object.entries({
      'MYVM.anchor':
        'MYVM=""\nMYFTP="http://mirror/x"\nMYKERNEL="%MYFTP%/linux"\nMYRAMDISK="%MYFTP%/initrd"\n',
      'MYVM.conf': '#@#MAGICID-IGNORE\nname = "%MYVM%"\nuuid = "%MYUUID%"\ndisk = [ \'%MYIMAGE0%\' ]\n',
      'MYVM-inst.conf':
        'name = "%MYVM%"\nkernel = "%MYKERNEL%"\nramdisk = "%MYRAMDISK%"\non_crash = "restart"\n',
      'MYVM.ks': 'url --url %MYFTP%\n',
      'MYVM.sw': '%packages\n@core\n',
      'README.md': '# Small',
      ...more,
    }),
  ),
});
const order = (values: Readonly<Record<string, string>> = {}, anchor?: string) => ({
  template: 'small',
  host: 'dom0',
  values: { MYVM: 'tst110', ...values },
  ...(anchor !== undefined && { anchor }),
});
const code = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (caught) {
    return (caught as { code?: string }).code;
  }
};

describe('anchors', () => {
  test('lines are read as a shell would, and none is run', () => {
    const text = `# Its name.\nMYVM="tst100"  # quoted\nexport MYOS=Linux\n\n# gone with the blank line\n\nMYIMAGE='\${MYVM}.img'\nMYALIASES="MYVM MYOS"\n`;
    expect(parseAnchor(text, 'x')).toEqual([
      { key: 'MYVM', value: 'tst100', hint: 'Its name.' },
      { key: 'MYOS', value: 'Linux' },
      { key: 'MYIMAGE', value: '%MYVM%.img' },
    ]);
    for (const wrong of ['MYVM=$(id)x y', 'rm -rf /', 'MYVM="a" MYOS="b"'])
      expect(code(() => parseAnchor(wrong, 'x'))).toBe('file-damaged');
  });
  test('later ones stand for earlier ones, hints stay', () => {
    const one = parseAnchor('# Its name.\nMYVM=""\nMYOS="Linux"', 'x');
    expect(mergeAnchors(one, parseAnchor('MYVM="tst100"', 'y'))).toEqual([
      { key: 'MYVM', value: 'tst100', hint: 'Its name.' },
      { key: 'MYOS', value: 'Linux' },
    ]);
  });
  test('a secret is named and never told', () => {
    expect(parametersOf(parseAnchor('MYROOTPW="$6$abc"', 'x'))).toEqual([
      { key: 'MYROOTPW', kind: 'secret', title: 'MYROOTPW', value: '' },
    ]);
  });
  test('parameters name others, not themselves; what nobody gave is told', () => {
    expect(expanded({ A: '%B%/a', B: '%C%', C: 'c' })).toEqual({ A: 'c/a', B: 'c', C: 'c' });
    expect(code(() => expanded({ A: '%B%', B: '%A%' }))).toBe('bad-input');
    expect(() => filledIn('x %NOBODY% y', {}, 'small/MYVM.conf')).toThrow(/small\/MYVM\.conf wants %NOBODY%/);
  });
});

test.each([
  ['MYVM', 'tst110', true],
  ['MYVM', '', false],
  ['MYVM', '../etc', false],
  ['MYVM', 'a b', false],
  ['MYVM', 'a"b', false],
  ['MYMAC', '00:16:3e:01:02:03', true],
  ['MYMAC', '00:16:3e', false],
  ['MYIP', '192.168.1.1', true],
  ['MYIP', 'nowhere', false],
  ['MYDISK0_SIZE', '4G', true],
  ['MYDISK0_SIZE', '4 GB', false],
  ['MYBASE', '~/xen', true],
  ['MYBASE', '/srv/../etc', false],
  ['MYBASE', 'xen', false],
  ['MYKERNEL', 'https://x/y', true],
  ['MYKERNEL', '/boot/x', true],
  ['MYKERNEL', '-o/etc/passwd', false],
  ['MYANYTHING', 'x\ny', false],
])('%s=%s is good: %s', (key, value, good) => {
  expect(faultOf(key, value) === null).toBe(good);
});

describe('the call', () => {
  test('is written as it is read', () => {
    for (const one of [
      { template: 'default', anchor: 'tst100.i386.anchor', host: 'localhost', values: {} },
      { template: 'debian', host: 'root@dom0:2222', values: { MYVM: 'a', MYSSHKEY: 'ssh-ed25519 AAAA me' } },
    ])
      expect(readCreateWords(createAction(one).words).order).toEqual(one);
    expect(createCall(order({ MYIP: '10.0.0.1' }))).toBe(
      'ctys createVM -D MYVM=tst110 -D MYIP=10.0.0.1 small dom0',
    );
  });
  test('without words it lists; what is left over, unknown or secret is refused', () => {
    expect(readCreateWords([]).order).toBeUndefined();
    expect(readCreateWords(['-n', '-c', 'small', 'dom0'])).toMatchObject({ dryRun: true, console: true });
    for (const wrong of [['a', 'b', 'c'], ['-q'], ['-D', 'MYVM'], ['-D', 'MYROOTPW=x', 'a']])
      expect(code(() => readCreateWords(wrong))).toBe('bad-input');
  });
});

describe('a guest', () => {
  test('has its files, its image, and what is fetched for it', () => {
    const guest = newGuest(template(), order(), FACTS);
    const folder = '/home/acue/xen/tst110';
    expect(guest).toMatchObject({
      label: 'tst110',
      folder,
      runtime: 'tst110.conf',
      install: 'tst110-inst.conf',
      image: { name: 'xvda.img', bytes: 4 * 2 ** 30, allocated: false },
      fetched: [
        { name: 'install-kernel', from: 'http://mirror/x/linux' },
        { name: 'install-ramdisk', from: 'http://mirror/x/initrd' },
      ],
      script: {
        by: 'ramdisk',
        files: [{ name: 'ks.cfg', text: 'url --url http://mirror/x\n%packages\n@core\n' }],
      },
    });
    expect(guest.files.map(({ name }) => name).sort()).toEqual(['tst110-inst.conf', 'tst110.conf']);
    const text = (name: string) => guest.files.find((file) => file.name === name)?.text;
    expect(text('tst110.conf')).toBe(
      `#@#MAGICID-IGNORE\nname = "tst110"\nuuid = "${FACTS.uuid}"\ndisk = [ '${folder}/xvda.img' ]\n`,
    );
    // How an installation ended is seen only if its domain stays; and it is no machine.
    expect(text('tst110-inst.conf')).toContain(`#@#MAGICID-IGNORE\n`);
    expect(text('tst110-inst.conf')).toContain(`kernel = "${folder}/install-kernel"\n`);
    expect(text('tst110-inst.conf')?.match(/^on_\w+ = .*$/gm)).toEqual([
      'on_poweroff = "preserve"',
      'on_reboot = "preserve"',
      'on_crash = "preserve"',
    ]);
  });
  test('what lies on the host is booted where it lies; a cloud image has a disk for its script', () => {
    const onHost = newGuest(template(), order({ MYKERNEL: '/srv/linux', MYRAMDISK: '/srv/initrd' }), FACTS);
    expect(onHost.fetched).toEqual([{ name: 'install-ramdisk', from: '/srv/initrd' }]);
    const files = new Map(
      template({ 'MYVM.user-data': '#cloud-config\n', 'MYVM.meta-data': 'id: %MYUUID%\n' }).files,
    );
    files.delete('MYVM.ks');
    const cloud = newGuest({ ...template(), files }, order({ MYIMAGE0_FROM: 'https://x/img' }), FACTS);
    expect(cloud.script).toEqual({
      by: 'disk',
      files: [
        { name: 'user-data', text: '#cloud-config\n' },
        { name: 'meta-data', text: `id: ${FACTS.uuid}\n` },
      ],
    });
    expect(cloud.image.from).toBe('https://x/img');
  });
  test("the ancestor's words of dd: what is skipped takes no room", () => {
    const disk = (anchor: string) =>
      newGuest(template({ 'x.anchor': anchor }), order({}, 'x.anchor'), FACTS).image;
    expect(disk('MYDISK0_BS="1M"\nMYDISK0_COUNT="1"\nMYDISK0_SEEK="4095"')).toMatchObject({
      bytes: 4 * 2 ** 30,
      allocated: false,
    });
    expect(disk('MYDISK0_COUNT="4095"')).toMatchObject({ bytes: 4095 * 2 ** 20, allocated: true });
  });
  test('all that is wrong is told at once; an anchor that is not there names those that are', () => {
    expect(() => valuesOf(template(), order({ MYVM: '', MYMEMORY: 'much', X: '1' }))).toThrow(
      /X is no parameter of small; Name \(MYVM\) is missing; Memory, MiB \(MYMEMORY\) is not a whole number/,
    );
    expect(() => newGuest(template(), order({}, 'y.anchor'), FACTS)).toThrow(/has no anchor y\.anchor/);
  });
  test('a plan shows every file, and no secret', () => {
    const secret = template({
      'MYVM.anchor': 'MYVM=""\nMYRAMDISK="/r"\nMYROOTPW="$6$salt"\nMYFTP="http://x/y"',
    });
    const files = new Map(secret.files)
      .set('MYVM.ks', 'rootpw %MYROOTPW%\n')
      .set('MYVM-inst.conf', 'name = "%MYVM%"');
    const plan = planGuest({ ...secret, files }, order(), FACTS);
    expect(plan.files.map(({ name }) => name)).toContain('install-ramdisk:/ks.cfg');
    expect(JSON.stringify(plan)).not.toContain('$6$salt');
    expect(plan.call).toBe('ctys createVM -D MYVM=tst110 small dom0');
    expect(plan.steps.at(-2)).toBe('make tst110.conf a machine: MAGICID-IGNORE becomes MAGICID-XEN');
  });
});
