/** A running system asked from inside, over its own channel: to power off, to restart, to change its run level. */
import type { CallOptions, Channel } from '../channel/channel.ts';
import { Failure, fail } from '../model/failure.ts';

/** $1 what, $2 a run level. The first tool that is there and takes it; systems differ in which they have. */
const ASK_SCRIPT = `
PATH=$PATH:/usr/sbin:/sbin
try() { command -v "$1" >/dev/null 2>&1 && "$@" && exit 0; }
case $1 in
  shutdown) try systemctl poweroff; try poweroff; try shutdown -h now; try halt -p; try init 0 ;;
  reboot) try systemctl reboot; try reboot; try shutdown -r now; try init 6 ;;
  init) try init "$2"; try telinit "$2" ;;
esac
exit 1
`;

export type Asked = 'shutdown' | 'reboot' | 'init';

/** Resolves once it has agreed; the end of it is for others to see. @throws Failure rights-missing, or the channel's */
export async function askSystem(
  on: Channel,
  what: Asked,
  level: string | undefined,
  options: CallOptions,
): Promise<void> {
  const argv = ['sh', '-c', ASK_SCRIPT, 'sh', what, level ?? ''];
  const elevate = on.elevation !== 'none';
  try {
    const { code, stderr } = await on.exec(argv, { ...options, elevate });
    if (code === 0) return;
    throw fail(
      'rights-missing',
      `The system of ${on.name} does not take a ${what}: ${stderr.trim().slice(-300) || `exit code ${code}`}`,
      `Log in as root, or set an elevation (sudo or ksu) for ${on.name}.`,
    );
  } catch (caught) {
    // A system that goes down at once takes the answer with it.
    if (caught instanceof Failure && caught.code === 'connection-lost' && options.signal?.aborted !== true)
      return;
    throw caught;
  }
}
