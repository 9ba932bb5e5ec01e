import { describe, expect, test } from 'vitest';
import { parseUris } from './debs.ts';
import { parseDomains } from './domains.ts';
import { guestConf, guestFiles, XEN_GUESTS } from './guests.ts';
import { xenInstanceOf, xenLayout } from './layout.ts';
import { machineArgv } from './machine.ts';

describe('what a Dom0 is made of', () => {
  test('packages of apt-get --print-uris, without what only installs others', () => {
    const text = [
      'Reading package lists...',
      "'http://deb.debian.org/debian/pool/main/o/openssh/openssh-server_9.2p1-2%2bdeb12u10_amd64.deb' openssh-server_1%3a9.2p1-2+deb12u10_amd64.deb 456584 MD5Sum:0",
      "'http://deb.debian.org/debian/pool/main/p/perl/perl-base_5.36.0-7_amd64.deb' perl-base_5.36.0-7_amd64.deb 1609596 MD5Sum:0",
      "'http://deb.debian.org/debian/pool/main/b/bash/bash_5.2.15-2%2bb13_amd64.deb' bash_5.2.15-2+b13_amd64.deb 1490652 MD5Sum:0",
      '',
    ].join('\n');
    expect(parseUris(text)).toEqual([
      { name: 'bash', version: '5.2.15-2+b13', file: 'bash_5.2.15-2+b13_amd64.deb' },
      {
        name: 'openssh-server',
        version: '1:9.2p1-2+deb12u10',
        file: 'openssh-server_1%3a9.2p1-2+deb12u10_amd64.deb',
      },
    ]);
    expect(parseUris('')).toEqual([]);
  });

  test('the machine keeps to its own lab: loopback only, software emulation, its own files', () => {
    const lab = xenLayout(7);
    const image = { xen: '/c/xen', kernel: '/c/vmlinux', disk: '/c/d', bootModules: [], guestModules: [] };
    const words = machineArgv(lab, image);
    expect(words).toContain('user,id=net0,restrict=on,hostfwd=tcp:127.79.7.1:2222-:22');
    expect(words.join(' ')).not.toContain('kvm');
    expect(words.find((word) => word.startsWith('/c/vmlinux '))).toMatch(/,\/run\/ctys-lab\/xen-7\/initrd$/);
  });

  test('only folders of Xen labs are Xen labs', () => {
    expect(['xen-3', 'xen-123', '3', 'xen-', 'xen-3x'].map(xenInstanceOf)).toEqual([
      3,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('its guests', () => {
  const files = guestFiles();

  test('each has a configuration named as its folder, with native keys and keys of ctys', () => {
    for (const { name, uuid } of XEN_GUESTS) {
      const conf = files[guestConf(name)];
      expect(conf).toMatch(/^#@#MAGICID-XEN$/m);
      expect(conf).toContain(`#@#UUID = "${uuid}"\n`);
      expect(conf).toContain(`name = "${name}"\n`);
    }
    expect(new Set(XEN_GUESTS.map(({ mac }) => mac)).size).toBe(XEN_GUESTS.length);
  });

  test('tst100 is as its ancestor had it, with what installed it and a copy that is not to be listed', () => {
    const conf = files['/home/acue/xen/tst100/tst100.conf'];
    expect(conf).toContain('uuid = "6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2"\n');
    expect(conf).toContain('#@#MAC0 = "00:50:56:13:11:40"\n#@#IP0 = "192.168.1.220"\n');
    expect(files['/home/acue/xen/tst100/tst100-inst.conf']).toContain('on_reboot = "destroy"\n');
    expect(files['/home/acue/xen/tst100-copy/tst100-copy.conf']).toMatch(/^#@#MAGICID-IGNORE\n/);
  });

  test('domains are read out of xl list -l', () => {
    const json =
      '[{"domid":3,"config":{"c_info":{"type":"pvh","name":"a","uuid":"u"},"b_info":{"max_vcpus":1}}}]';
    expect(parseDomains(json)).toEqual([{ id: 3, name: 'a', uuid: 'u', type: 'pvh' }]);
  });
});
