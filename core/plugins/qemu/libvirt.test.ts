/** On a lab host with libvirt: one guest reads its disk without end, another answers pings. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, labUp } from '../../../e2e/lab/index.ts';
import { BOOT_DIR } from '../../../e2e/lab/layout.ts';
import { LIBVIRT_PACKAGES, missingPackages } from '../../../e2e/lab/packages.ts';
import { createPool, type Pool } from '../../channel/pool.ts';
import { nobody, until } from '../testing/local.ts';
import { qemu } from './plugin.ts';

const missing = missingPackages(LIBVIRT_PACKAGES);
const against =
  labAvailable() ?? (missing.length > 0 ? `Debian packages are missing: ${missing.join(' ')}.` : null);

/** Neither cgroups nor a device manager are in a lab host. */
const SETTINGS = ['security_driver = "none"', 'namespaces = []', 'cgroup_controllers = []', 'user = "root"'];

/** A boot sector of the PC: read the first sector (int 13h, AH=2), and again. */
const READS_FOREVER = '31c08ec0bb0080b80102b90100ba8000cd13ebf3';

const guestXml = (name: string, memory: number, os: string, device: string): string =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>${memory}</memory><vcpu>1</vcpu>
    <os><type arch='x86_64' machine='pc'>hvm</type>${os}</os><devices>${device}</devices></domain>`;

const READER = guestXml(
  'lv1',
  32,
  '',
  `<disk type='file' device='disk'>
    <driver name='qemu' type='raw'/><source file='/root/lv1.img'/><target dev='hda' bus='ide'/>
  </disk>`,
);

const ANSWERER = guestXml(
  'lv2',
  128,
  `<kernel>${BOOT_DIR}/vmlinuz</kernel><initrd>${BOOT_DIR}/host.cpio.gz</initrd>
    <cmdline>quiet hn=lv2 net=10.99.0.2/24</cmdline>`,
  `<interface type='ethernet'>
    <mac address='52:54:00:00:00:02'/><target dev='lvt0'/><model type='vmxnet3'/>
  </interface>`,
);

describe.skipIf(against !== null)('guests of libvirt on a lab host', () => {
  let lab: Lab;
  let pool: Pool;

  beforeAll(async () => {
    lab = await labUp({ guests: true });
    pool = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    const sector = Buffer.alloc(512);
    sector.write(READS_FOREVER, 'hex');
    sector.writeUInt16BE(0x55aa, 510);
    await inHost('base64 -d >/root/lv1.img; truncate -s 1M /root/lv1.img', sector.toString('base64'));
    await inHost('cat >>/etc/libvirt/qemu.conf', `${SETTINGS.join('\n')}\n`);
    await inHost('virtlogd -d && libvirtd -d');
    for (const xml of [READER, ANSWERER])
      await inHost('cat >/root/it.xml && virsh -c qemu:///system define /root/it.xml', xml);
  });
  afterAll(async () => {
    pool?.close();
    await lab?.down();
  });

  const inHost = (script: string, input = ''): Promise<string> =>
    lab.host('lab00').must(['sh', '-c', script], { input });
  const virsh = (words: string): Promise<string> => inHost(`virsh -q -c qemu:///system ${words}`);
  const seen = async (label: string, elevation: 'none' | 'sudo' = 'sudo') => {
    const on = await pool.channel({ name: 'lab00', elevation });
    const found = (await qemu.list(on)).find((record) => record.label === label);
    if (found === undefined) throw new Error(`${label} does not run.`);
    return found;
  };

  test('what goes through disk and card of guests whose monitor libvirt holds are rates', async () => {
    await virsh('start lv1');
    await virsh('start lv2');
    await inHost('ip address add 10.99.0.1/24 dev lvt0; ip link set lvt0 up');
    expect(await seen('lv2')).toMatchObject({ state: 'running', macs: ['52:54:00:00:00:02'] });
    await until('its disk to be told', async () => ((await seen('lv1')).diskRate ?? 0) > 0);
    await until('its card to be told', async () => {
      await lab.host('lab00').exec(['ping', '-c', '1', '-w', '1', '10.99.0.2']);
      return ((await seen('lv2')).netRate ?? 0) > 0;
    });
    expect((await seen('lv1')).netRate).toBeUndefined();
    await virsh('suspend lv1');
    await until('its disk to rest', async () => (await seen('lv1')).diskRate === 0);
  });

  test('one that was started anew counts from nothing: it has no rate before it has one', async () => {
    await virsh('destroy lv1');
    await virsh('start lv1');
    expect((await seen('lv1')).diskRate).toBeUndefined();
    await until('its disk to be told', async () => ((await seen('lv1')).diskRate ?? 0) > 0);
  });

  test('who may not ask libvirt sees the guest without; one that hangs is not waited for', async () => {
    await seen('lv1', 'none');
    const plain = await seen('lv1', 'none');
    expect(plain).toMatchObject({ state: 'running', note: expect.stringContaining('libvirt') });
    expect(plain.diskRate).toBeUndefined();
    await inHost('pkill -STOP -x libvirtd');
    expect((await seen('lv1')).diskRate).toBeUndefined();
    await inHost('pkill -CONT -x libvirtd');
    await until('its disk to be told', async () => ((await seen('lv1')).diskRate ?? 0) > 0);
  });
});
