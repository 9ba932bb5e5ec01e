/** `lab xen`: the Xen host for people; it stays until `lab xen down`. */
import { claimXen, isXenKept, type XenLab, xenAttach, xenUp } from './index.ts';
import { tearDownXen, xenInstancesPresent } from './teardown.ts';

export interface XenCliOptions {
  readonly instance: number;
  readonly env: boolean;
  readonly libvirt: boolean;
}

export async function xenCommand(verb: string, options: XenCliOptions): Promise<number | null> {
  const verbs: Readonly<Record<string, (on: XenCliOptions) => Promise<number>>> = {
    '': up,
    up,
    down,
    status,
    kill,
    boot,
  };
  return (await verbs[verb]?.(options)) ?? null;
}

async function up({ instance, env, libvirt }: XenCliOptions): Promise<number> {
  const lab = (await xenAttach(instance)) ?? (await xenUp({ instance, keep: true }));
  if (libvirt) await lab.startLibvirt();
  if (env) console.log(JSON.stringify(lab.env));
  else print(lab);
  return 0;
}

async function down({ instance }: XenCliOptions): Promise<number> {
  await (await xenAttach(instance))?.down();
  return 0;
}

async function status({ instance }: XenCliOptions): Promise<number> {
  const lab = await xenAttach(instance);
  if (lab === null || !lab.running()) {
    console.log(`Xen lab ${instance} is down.`);
    return 3;
  }
  print(lab);
  for (const { id, name, type } of await lab.domains()) console.log(`${name} ${type} ${id}`);
  return 0;
}

async function kill({ instance }: XenCliOptions): Promise<number> {
  await (await attached(instance)).kill();
  return 0;
}

async function boot({ instance }: XenCliOptions): Promise<number> {
  await (await attached(instance)).restart();
  return 0;
}

async function attached(instance: number): Promise<XenLab> {
  const lab = await xenAttach(instance);
  if (lab === null) throw new Error(`Xen lab ${instance} is down; bring it up with: lab xen`);
  return lab;
}

function print(lab: XenLab): void {
  console.log(`dom0 ${lab.address} port ${lab.port}`);
  console.log(`ssh -F ${lab.sshConfig} dom0`);
  console.log('guests: sudo xl create xen/tst100/tst100.conf; sudo xl console tst100; ^] leaves it');
}

/** Clears what killed runs left; labs in use, or kept by someone, are left alone. Returns how many it cleared. */
export async function cleanXen(): Promise<number> {
  let stale = 0;
  for (const present of xenInstancesPresent()) {
    const claimed = await claimXen(present);
    if (claimed === null) continue;
    if (!isXenKept(present)) {
      console.error(`Xen lab ${present} was left behind.`);
      await tearDownXen(present);
      stale += 1;
    }
    await claimed.release();
  }
  return stale;
}
