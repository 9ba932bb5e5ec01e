/** What VirtualBox on a host can do, and what is missing there. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail, type FailureData } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import { FIND_VBOX } from './list-script.ts';

/** Without its kernel module the version comes behind a warning of several lines (6.0.12). */
export const READINESS_SCRIPT = `${FIND_VBOX}
[ -n "$vb" ] || exit 0
echo 'T VBoxManage'
"$vb" --version 2>&1 </dev/null | sed 's/^/V /' | head -n 30
[ "$(uname -s)" != Linux ] || [ -e /dev/vboxdrv ] || echo 'L vboxdrv'
"$vb" list extpacks 2>/dev/null </dev/null | sed -n 's/^VRDE Module: *\\(.\\)/X \\1/p'
exit 0`;

const VERSION = /^V (\d+\.\d+\.\d+\S*)$/m;

export async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { stdout } = await on.exec(['sh', '-c', READINESS_SCRIPT], options);
  return readinessOf(on.name, stdout);
}

export function readinessOf(host: string, told: string): Readiness {
  if (!/^T VBoxManage$/m.test(told))
    return {
      type: 'VBOX',
      usable: false,
      missing: [lacks(host, 'VBoxManage', `Install VirtualBox on ${host}.`)],
    };
  const version = VERSION.exec(told)?.[1];
  const noModule = /^L vboxdrv$/m.test(told) || told.includes('vboxdrv kernel module is not loaded');
  const missing = [
    ...(noModule
      ? [
          lacks(
            host,
            'vboxdrv',
            `No machine can be started: run /sbin/vboxconfig on ${host} as root (with Secure Boot the module must be signed).`,
          ),
        ]
      : []),
    ...(/^X ./m.test(told)
      ? []
      : [
          lacks(
            host,
            'extension pack',
            'Screens are not served without one: VBoxManage extpack install FILE, Oracle’s (RDP) or that of VNC.',
          ),
        ]),
  ];
  return { type: 'VBOX', usable: true, ...(version !== undefined && { version }), missing };
}

const lacks = (host: string, tool: string, remedy: string): FailureData =>
  fail('tool-missing', `VirtualBox on ${host}: there is no ${tool}.`, remedy, { tool }).toData();
