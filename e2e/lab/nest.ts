/**
 * A guest that is a host itself: real sshd, reached through a port of its host, and QEMU with a guest inside. Emulation in
 * emulation is slow, so the one inside is tiny.
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { account } from './accounts.ts';
import type { Lab } from './index.ts';
import type { LabHost } from './host.ts';
import { giveTo, writeAt } from './host-files.ts';
import { fillGuestRoot, packArchive } from './initramfs.ts';
import { putHypervisor, putProgram } from './hypervisor.ts';
import { SOON } from './kernel-options.ts';
import { fetchKernel } from './kernel.ts';
import { makeKey, publicKey } from './keys.ts';
import { BOOT_DIR, cacheDir } from './layout.ts';
import { must, run, waitFor } from './run.ts';
import { tinyUuid, type TinySpec, writeTiny } from './tiny.ts';

export interface Nest {
  readonly name: string;
  /** The guest inside. */
  readonly inner: string;
  readonly mac: string;
  /** Starts it as its owner; resolves when its sshd answers. */
  start(): Promise<void>;
  /** Whether its sshd answers now. */
  answers(): Promise<boolean>;
  /** Runs argv in it over OpenSSH; rejects on failure. */
  must(argv: readonly string[]): Promise<string>;
  /** Names of guests whose QEMU runs inside, as the system inside tells. */
  runningInside(): Promise<readonly string[]>;
  startInner(): Promise<void>;
  /** What came out of its serial port since its start: it tells how it went. */
  serialLog(): Promise<string>;
}

export const NEST = 'nest104';
export const INNER = 'inner';
const PORT = 2204;
const MAC = '02:79:00:00:00:68';
const DIR = `/home/acue/qemu/${NEST}`;

const SSHD = '/usr/sbin/sshd';

/** Puts it on lab00 and into the inventory. The kernel and its network's modules are downloaded once. */
export async function addNest(lab: Lab, inner: Partial<TinySpec> = {}): Promise<Nest> {
  const host = lab.host('lab00');
  const folder = await host.path(DIR);
  mkdirSync(folder, { recursive: true });
  const hostKey = join(folder, 'host_key');
  await makeKey(hostKey, NEST);
  await packRoot(join(folder, `${NEST}.cpio`), lab, hostKey, { name: INNER, ...inner });
  writeAt(join(folder, `${NEST}.ctys`), configuration());
  writeAt(join(folder, `${NEST}.sh`), startScript(), 0o755);
  giveTo(folder, account('acue').uid);
  enter(lab, host, publicKey(`${hostKey}.pub`));
  const ssh = ['ssh', '-F', lab.sshConfig, NEST, '--'];
  const inside = (argv: readonly string[]): Promise<string> => must([...ssh, ...argv], { timeout: 60_000 });
  const answers = async (): Promise<boolean> =>
    // A session whose network goes while it lasts says nothing.
    await run(['ssh', '-F', lab.sshConfig, '-o', 'ConnectTimeout=2', NEST, '--', 'true'], {
      timeout: 10_000,
    }).then(
      ({ code }) => code === 0,
      () => false,
    );
  return {
    name: NEST,
    answers,
    inner: INNER,
    mac: MAC,
    must: inside,
    async start() {
      await host.must([`${DIR}/${NEST}.sh`], { user: 'acue' });
      await waitFor(`sshd of ${NEST}`, answers, { timeout: 120_000, every: 200 });
    },
    async runningInside() {
      const found = await inside([
        'sh',
        '-c',
        '\'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n" | grep ^guest= || true\'',
      ]);
      return found
        .split('\n')
        .flatMap((line) => line.split('guest=')[1] ?? [])
        .sort();
    },
    serialLog: () => host.must(['cat', `${DIR}/${NEST}.log`]),
    startInner: async () => void (await inside([`/root/qemu/${INNER}/${INNER}.sh`])),
  };
}

/** hosts.yaml, ssh_config and known_hosts. */
function enter(lab: Lab, { address }: LabHost, key: string): void {
  const inventory = parse(readFileSync(lab.hostsFile, 'utf8')) as { hosts: Record<string, unknown> };
  const entry = { address, port: PORT, user: 'root', identity: lab.identity, groups: ['lab'] };
  inventory.hosts[NEST] = entry;
  writeAt(lab.hostsFile, stringify(inventory), 0o600);
  const config = readFileSync(lab.sshConfig, 'utf8');
  writeAt(lab.sshConfig, `Host ${NEST}\n  HostName ${address}\n  Port ${PORT}\n  User root\n\n${config}`);
  appendFileSync(lab.knownHosts, `[${address}]:${PORT} ${key}\n`);
}

/** The guests' own root with sshd, QEMU, their libraries, and what belongs to this lab. */
async function packRoot(archive: string, lab: Lab, hostKey: string, inner: TinySpec): Promise<void> {
  const kernel = await fetchKernel(cacheDir());
  const root = mkdtempSync(join(cacheDir(), 'nest-'));
  try {
    await fillGuestRoot(root, [...kernel.modules, ...kernel.networkModules]);
    await putHypervisor(root);
    await putProgram(root, SSHD);
    const at = (path: string): string => join(root, path);
    appendFileSync(at('etc/rc'), NETWORK);
    appendFileSync(at('etc/rc.stop'), TELLS);
    appendFileSync(at('etc/inittab'), '::respawn:/usr/sbin/sshd -D -f /etc/ssh/sshd_config\n');
    writeFileSync(at('etc/passwd'), 'root::0:0:root:/root:/bin/sh\nsshd:x:101:65534::/run/sshd:/bin/false\n');
    writeAt(at('etc/ssh/sshd_config'), SSHD_CONFIG);
    writeAt(at('etc/ssh/host_key'), readFileSync(hostKey, 'utf8'), 0o600);
    writeAt(at('root/.ssh/authorized_keys'), `${publicKey(`${lab.identity}.pub`)}\n`, 0o600);
    writeTiny(at(`root/qemu/${inner.name}`), inner);
    giveTo(root, 0);
    await packArchive(root, archive);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const NETWORK = `mkdir -p /run/sshd
ip link set lo up
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
ip route add default via 10.0.2.2
`;

/** What still runs inside when it goes, for its serial log. */
const TELLS = `echo "INSIDE $(ps | grep -c '[g]uest=')" >/dev/ttyS0
`;

const SSHD_CONFIG = `Port 22
HostKey /etc/ssh/host_key
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
`;

function configuration(): string {
  const keys = {
    LABEL: NEST,
    UUID: tinyUuid(NEST),
    MAC0: MAC,
    CATEGORY: 'VM',
    VMSTATE: 'ACTIVE',
    ARCH: 'x86_64',
    VRAM: '512',
    VCPU: '1',
  };
  return `${['#@#MAGICID-QEMU', ...Object.entries(keys).map(([key, value]) => `#@#${key} = "${value}"`)].join('\n')}\n`;
}

const startScript = (): string => `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec qemu-system-x86_64 \\
  -name guest=${NEST} -uuid ${tinyUuid(NEST)} \\
  -M pc -accel tcg,tb-size=128 -m 512 -smp 1 -nodefaults -no-user-config -display none -vga none \\
  -kernel ${BOOT_DIR}/vmlinuz -initrd "$here/${NEST}.cpio" \\
  -append "console=ttyS0 ${SOON} hn=${NEST}" \\
  -netdev user,id=net0,hostfwd=tcp::${PORT}-:22 \\
  -device virtio-net-pci,netdev=net0,mac=${MAC},romfile= \\
  -chardev "socket,id=serial0,path=$here/${NEST}.serial,server=on,wait=off,logfile=$here/${NEST}.log" \\
  -serial chardev:serial0 \\
  -qmp "unix:$here/${NEST}.qmp,server=on,wait=off" \\
  -pidfile "$here/${NEST}.pid" -daemonize \\
  "$@"
`;
