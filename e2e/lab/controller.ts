/**
 * A management controller of an emulated physical machine: OpenIPMI's simulator, whose power switch is the machine's
 * QEMU and whose serial line is the machine's. It stands on the machine's own cable with an address of its own.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAt } from './host-files.ts';
import { must, waitFor } from './run.ts';
import { SERIAL_PORT, type Sleeper } from './sleeper.ts';

export const IPMI_USER = 'ipmiusr';
export const IPMI_PASSWORD = 'lab-secret-1';

export interface LabController {
  readonly address: string;
}

/** Resolves once it answers. */
export async function startController(sleeper: Sleeper, part: number): Promise<LabController> {
  const address = await sleeper.controllerAddress(part);
  const dir = join(dirname(sleeper.path('qmp')), 'ipmi');
  mkdirSync(join(dir, 'state'), { recursive: true });
  const chassis = join(dir, 'chassis.sh');
  writeAt(chassis, chassisScript(sleeper), 0o755);
  writeAt(join(dir, 'lan.conf'), lanConf(sleeper.name, address, chassis), 0o600);
  writeAt(join(dir, 'cmds'), COMMANDS);
  const config = ['-c', join(dir, 'lan.conf'), '-f', join(dir, 'cmds'), '-s', join(dir, 'state')];
  // Its standard input is its console: closed, it ends.
  sleeper.spawn(['ipmi_sim', ...config, '-n']);
  await waitFor('the management controller', async () => await answers(address), { every: 200 });
  return { address };
}

async function answers(address: string): Promise<boolean> {
  const argv = [
    'ipmitool',
    '-I',
    'lanplus',
    '-C',
    '3',
    '-H',
    address,
    '-U',
    IPMI_USER,
    '-E',
    '-R',
    '1',
    '-N',
    '1',
    'mc',
    'info',
  ];
  return await must(argv, { env: { ...process.env, IPMI_PASSWORD } }).then(
    () => true,
    () => false,
  );
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** `get power`, `set power 1`, `set reset 1`, `set shutdown 1`, `set boot pxe`, as the simulator calls it. */
const chassisScript = (sleeper: Sleeper): string => `#!/bin/sh
pid=${sleeper.path('pid')} boot=${sleeper.path('boot')} calls=${sleeper.path('calls')}
echo "$*" >>"$calls"
alive() { [ -s "$pid" ] && grep -q guest=${sleeper.name} "/proc/$(cat "$pid")/cmdline" 2>/dev/null; }
tell() { printf '{"execute":"qmp_capabilities"}\\n{"execute":"%s"}\\n' "$1" | socat -t 1 - UNIX-CONNECT:${sleeper.path('qmp')} >/dev/null 2>&1 & }
op=$1; shift
while [ $# -gt 0 ]; do
  what=$1; shift
  if [ "$op" = get ]; then
    case $what in
    power) if alive; then echo power:1; else echo power:0; fi ;;
    boot) echo "boot:$(cat "$boot" 2>/dev/null || echo default)" ;;
    *) echo "$what:0" ;;
    esac
    continue
  fi
  value=$1; shift
  [ "$op" = set ] && case $what in
  power)
    if [ "$value" = 1 ]; then alive || { rm -f "$pid"; ${sleeper.machine().map(quote).join(' ')} </dev/null >/dev/null 2>&1; }
    else alive && kill -KILL "$(cat "$pid")"; rm -f "$pid"; fi ;;
  reset) tell system_reset ;;
  shutdown) tell system_powerdown ;;
  boot) echo "$value" >"$boot" ;;
  esac
done
exit 0
`;

const lanConf = (name: string, address: string, chassis: string): string => `name "${name}"
set_working_mc 0x20
  startlan 1
    addr ${address} 623
    priv_limit admin
    allowed_auths_callback none md2 md5 straight
    allowed_auths_user none md2 md5 straight
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid a123456789abcdefa123456789abcdef
  endlan
  chassis_control "${chassis}"
  sol "tcp:127.0.0.1:${SERIAL_PORT}" 115200
  user 1 true "" "" user 10 none md2 md5 straight
  user 2 true "${IPMI_USER}" "${IPMI_PASSWORD}" admin 10 none md2 md5 straight
`;

const hex = (bytes: readonly number[]): string => bytes.map((byte) => `0x${byte.toString(16)}`).join(' ');
const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

/** IPMI 2.0, 43.1: a full sensor record; a threshold sensor in degrees Celsius. */
function sensorRecord(number: number, name: string): readonly number[] {
  const about = [0x20, 0, number, 3, 1, 0x7f, 0x68, 1, 1, 0, 0, 0, 0, 0x3f, 0x3f, 0, 1, 0];
  const reading = [0, 1, 0, 0, 0, 0, 0, 7, 40, 80, 10, 255, 0, 90, 85, 80, 0, 5, 10, 2, 2, 0, 0, 0];
  const body = [...about, ...reading, 0xc0 + name.length, ...ascii(name)];
  return [1, 0, 0x51, 1, body.length, ...body];
}

/** IPMI Platform Management FRU Information Storage 1.0: a header and a board area. */
function fruData(): readonly number[] {
  const fields = ['ctys lab', 'Sleeper board', 'SN-0042', 'PN-7'].flatMap((text) => [
    0xc0 + text.length,
    ...ascii(text),
  ]);
  const area = [1, 0, 25, 0, 0, 0, ...fields, 0xc0, 0xc1];
  const length = Math.ceil((area.length + 1) / 8);
  area[1] = length;
  const padded = [...area, ...Array<number>(length * 8 - 1 - area.length).fill(0)];
  return [...summed([1, 0, 0, 1, 0, 0, 0]), ...summed(padded)];
}

const summed = (bytes: readonly number[]): readonly number[] => {
  const sum = bytes.reduce((all, byte) => all + byte, 0) % 256;
  return [...bytes, (256 - sum) % 256];
};

const FRU = fruData();
const COMMANDS = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
sel_add 0x20 0x02 0 0 0 0 0x20 0 4 1 1 1 0x59 0x5a 0x55
main_sdr_add 0x20 ${hex(sensorRecord(1, 'CPU Temp'))}
sensor_add 0x20 0 1 1 1
sensor_set_value 0x20 0 1 45 0
mc_add_fru_data 0x20 0 ${FRU.length} data ${hex(FRU)}
mc_enable 0x20
`;
