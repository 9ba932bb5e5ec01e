/** Which VMware a host has, and what is missing there. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail, type FailureData } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import { FIND_VMW } from './list-script.ts';

export const READINESS_SCRIPT = `${FIND_VMW}
echo "K $kind"
case $kind in
  esx) vmware -v 2>/dev/null </dev/null | head -n 1 | sed 's/^/V /' ;;
  ws | player) { vmware -v || vmplayer -v; } 2>/dev/null </dev/null | head -n 1 | sed 's/^/V /'
    [ -e /dev/vmmon ] || echo 'L vmmon' ;;
  fusion) "$vmrun" 2>/dev/null </dev/null | sed -n 's/^vmrun version/V VMware Fusion, vmrun/p' | head -n 1 ;;
  *) { command -v vmware || command -v vmplayer; } >/dev/null 2>&1 && echo 'L vmrun' ;;
esac
exit 0`;

export async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { stdout } = await on.exec(['sh', '-c', READINESS_SCRIPT], options);
  return readinessOf(on.name, stdout);
}

export function readinessOf(host: string, told: string): Readiness {
  const usable = /^K (ws|player|fusion|esx)$/m.test(told);
  const version = /^V (?:VMware )?(.{1,80})$/m.exec(told)?.[1]?.trim();
  const lacks = (tool: string, why: string, remedy: string): FailureData =>
    fail('tool-missing', `${host} has no ${tool}: ${why}.`, remedy, { tool }).toData();
  const missing: readonly FailureData[] = [
    ...(usable
      ? []
      : [
          lacks(
            'vmrun',
            'guests of VMware are neither seen nor started',
            /^L vmrun$/m.test(told)
              ? `Install VMware VIX on ${host}: this Player comes without it.`
              : `Install VMware Workstation or Fusion on ${host}; on ESXi enable SSH.`,
          ),
        ]),
    ...(/^L vmmon$/m.test(told)
      ? [
          lacks(
            'vmmon',
            'no guest can be started',
            `Run vmware-modconfig --console --install-all on ${host} as root (with Secure Boot the module must be signed).`,
          ),
        ]
      : []),
  ];
  return { type: 'VMW', usable, ...(version !== undefined && { version }), missing };
}
