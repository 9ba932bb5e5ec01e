/** Whether a host runs under Xen and can be managed, and what is missing there. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { Failure, fail, type FailureData } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import { execAsAllowed } from '../config/account.ts';
import { rightsFault } from './rights.ts';

const READINESS_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
if [ -r /proc/xen/capabilities ]; then grep -q control_d /proc/xen/capabilities && echo 'D control'
elif [ -d /proc/xen ]; then echo 'D control'; fi
{ command -v xl || command -v xm; } >/dev/null 2>&1 && echo 'T xl'
command -v virsh >/dev/null 2>&1 && echo 'T virsh'
exit 0`;

const INFO_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
xl=xl; command -v xl >/dev/null || xl=xm
"$xl" info 2>&1 | grep -E '^(xen_(version|major|minor|extra)|virt_caps|free_memory) |denied|rror' | head -n 20
exit 0`;

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm').exec(text)?.[1]?.trim();

/** As xm tells it, in parts. */
const old = (text: string): string | undefined => {
  const [major, minor] = [field(text, 'xen_major'), field(text, 'xen_minor')];
  return major === undefined || minor === undefined
    ? undefined
    : `${major}.${minor}${field(text, 'xen_extra') ?? ''}`;
};

export async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { stdout } = await on.exec(['sh', '-c', READINESS_SCRIPT], options);
  const isControl = stdout.includes('D control');
  const hasXl = stdout.includes('T xl');
  if (!isControl)
    return notUsable(
      fail('not-capable', `${on.name} is no Xen host.`, 'It does not run under Xen as Domain-0.').toData(),
    );
  if (!hasXl)
    return notUsable(
      fail('tool-missing', `${on.name} has no xl.`, `Install xen-utils on ${on.name}.`, {
        tool: 'xl',
      }).toData(),
    );
  return await managed(on, options);
}

const notUsable = (missing: FailureData): Readiness => ({ type: 'XEN', usable: false, missing: [missing] });

async function managed(on: Channel, options: CallOptions): Promise<Readiness> {
  try {
    const { stdout } = await execAsAllowed(on, ['sh', '-c', INFO_SCRIPT], options);
    const version = field(stdout, 'xen_version') ?? old(stdout);
    if (version === undefined) return notUsable(rightsFault(on, stdout).toData());
    const caps = field(stdout, 'virt_caps');
    return {
      type: 'XEN',
      usable: true,
      version: caps === undefined ? version : `${version} (${caps})`,
      missing: [],
    };
  } catch (caught) {
    if (caught instanceof Failure && caught.code === 'rights-missing') return notUsable(caught.toData());
    throw caught;
  }
}
