/** News of a host's machines: `VBoxManage list --long vms` is asked over and over there, and of what changed, all is told. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { beats } from '../beats.ts';
import { FIND_VBOX, parseMachines, TELL } from './list-script.ts';
import { aroundOf } from './look.ts';
import { recordOf } from './record.ts';

/**
 * A line a beat, so that it ends soon after nobody hears it: `.`, or `C` behind the machines that changed, `A` where some
 * came or went. VBoxManage is the one process a beat costs, whatever the number of machines.
 */
export const WATCH_SCRIPT = `${FIND_VBOX}
[ -n "$vb" ] || exit 0
set -f
${TELL}
look() {
  now=$("$vb" list --long vms 2>/dev/null </dev/null | awk '
    /^UUID: *[0-9a-f-]+$/ { id = length($2) == 36 ? $2 : "" }
    /^State:/ && id != "" { sub(/^State: */, ""); gsub(/[ \\t]+/, "_"); print id "=" $0; id = "" }')
}
ids() { for one in $1; do printf '%s ' "\${one%%=*}"; done; }
look
before=$now
while sleep 2; do
  look
  if [ "$now" = "$before" ]; then echo . || exit 0; continue; fi
  if [ "$(ids "$now")" != "$(ids "$before")" ]; then echo A || exit 0
  else for one in $now; do case " "$before" " in *"$one"*) ;; *) tell "\${one%%=*}" || exit 0 ;; esac; done
  fi
  echo C || exit 0
  before=$now
done`;

export async function* watch(
  on: Channel,
  options: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<MachineRecord | null, void, undefined> {
  for await (const lines of beats(on, WATCH_SCRIPT, options)) {
    const around = await aroundOf(on);
    if (lines.includes('A')) yield null;
    else yield* parseMachines(lines).map((machine) => recordOf(machine, around));
  }
}
