/**
 * Sends a packet from a host, by what is there: perl or python3 (on nearly every system), socat or nc. Nothing is
 * installed, and the packet, which may hold a password, comes by standard input.
 */
import { createSocket } from 'node:dgram';
import type { CallOptions, Channel, ExecResult } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import { hexOf } from '../../../model/magic.ts';
import type { Goal } from './goal.ts';

const NO_TOOL = 69;
/** ms; a relay that has gone silent must not hold up who waits for the sleeper. */
const PATIENCE = 10_000;

/** Arguments: address, port. Standard input: the packet in hex, and in octal escapes for printf. */
const UDP_SCRIPT = `
PATH=$PATH:/usr/sbin:/sbin:/usr/local/bin
read -r hex; read -r octal
if command -v perl >/dev/null 2>&1; then printf %s "$hex" | perl -e '
  use Socket; my ($to, $port) = @ARGV; my $hex = <STDIN>;
  socket(my $s, PF_INET, SOCK_DGRAM, getprotobyname("udp")) or die "$!\\n";
  setsockopt($s, SOL_SOCKET, SO_BROADCAST, pack("i", 1)) or die "$!\\n";
  my $at = inet_aton($to) or die "no such host: $to\\n";
  defined(send($s, pack("H*", $hex), 0, sockaddr_in($port, $at))) or die "$!\\n";' "$1" "$2"
elif command -v python3 >/dev/null 2>&1; then printf %s "$hex" | python3 -c '
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
s.sendto(bytes.fromhex(sys.stdin.read()), (sys.argv[1], int(sys.argv[2])))' "$1" "$2"
elif command -v socat >/dev/null 2>&1; then printf "$octal" | socat -u - "UDP4-DATAGRAM:$1:$2,broadcast"
elif nc -h 2>&1 | grep -q -- '-b.*[Bb]roadcast'; then printf "$octal" | nc -u -b -w 1 "$1" "$2"
else exit ${NO_TOOL}
fi
`;

/** Argument: interface. Standard input: the packet in hex. EtherType 0842, to all of the segment. */
const RAW_PERL = `
my $if = $ARGV[0]; my $hex = <STDIN>;
open(my $f, "<", "/sys/class/net/$if/ifindex") or die "no interface $if\\n"; my $index = <$f>;
socket(my $s, 17, 2, unpack("S", pack("n", 0x0842))) or die "$!\\n";
my $at = pack("SniSCCa8", 17, 0x0842, $index, 0, 0, 6, "\\xff" x 6);
defined(send($s, pack("H*", $hex), 0, $at)) or die "$!\\n";`;
const RAW_PYTHON = `
import socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0842))
s.sendto(bytes.fromhex(sys.stdin.read()), (sys.argv[1], 0x0842, 0, 0, b"\\xff" * 6))`;
const RAW_TOOLS =
  'PATH=$PATH:/usr/sbin:/sbin; command -v etherwake || command -v ether-wake || command -v perl || command -v python3';

export interface Sending extends CallOptions {
  /** Raw frames only: a card without a password is woken by tools that need few rights. */
  readonly mac: string;
  readonly locked: boolean;
}

/** @throws Failure unreachable, tool-missing, rights-missing, bad-input */
export async function send(on: Channel, packet: Uint8Array, goal: Goal, options: Sending): Promise<void> {
  if ('interface' in goal) await sendRaw(on, packet, goal.interface, options);
  else if (on.transport === 'local') await sendHere(packet, goal.to, goal.port);
  else {
    const argv = ['sh', '-c', UDP_SCRIPT, 'sh', goal.to, String(goal.port)];
    const octal = [...packet].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    const stdin = `${hexOf(packet)}\n${octal}\n`;
    check(await on.exec(argv, { ...quietly(options), stdin }), on.name, `${goal.to}:${goal.port}`);
  }
}

const quietly = ({ signal }: CallOptions) => ({
  timeout: PATIENCE,
  ...(signal !== undefined && { signal }),
});

async function sendRaw(on: Channel, packet: Uint8Array, name: string, options: Sending): Promise<void> {
  const { stdout } = await on.exec(['sh', '-c', RAW_TOOLS], quietly(options));
  const tool = stdout.split('\n')[0]?.trim() ?? '';
  const elevate = { ...quietly(options), elevate: on.elevation !== 'none' };
  const argv = rawArgv(tool, name, options);
  if (argv === null) throw noTool(on.name);
  check(await on.exec(argv, { ...elevate, stdin: hexOf(packet) }), on.name, `the interface ${name}`);
}

function rawArgv(tool: string, name: string, { mac, locked }: Sending): readonly string[] | null {
  if (/\/ether-?wake$/.test(tool)) {
    // Their password would stand on a command line.
    return locked ? ['perl', '-e', RAW_PERL, name] : [tool, '-b', '-i', name, mac];
  }
  if (tool.endsWith('/perl')) return [tool, '-e', RAW_PERL, name];
  return tool.endsWith('/python3') ? [tool, '-c', RAW_PYTHON, name] : null;
}

const noTool = (host: string) =>
  fail(
    'tool-missing',
    `${host} has nothing to send a magic packet with.`,
    'Install perl, python3, socat or etherwake there, or name another RELAY.',
  );

/** @throws Failure */
function check({ code, stderr }: ExecResult, host: string, where: string): void {
  if (code === 0) return;
  if (code === NO_TOOL) throw noTool(host);
  const said = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  if (/not permitted|permission denied/i.test(said))
    throw fail(
      'rights-missing',
      `This account of ${host} may not send to ${where}: ${said}.`,
      `Set an elevation (sudo) for ${host}, or give BROADCAST instead of IF, which needs no rights.`,
    );
  throw fail(
    'unreachable',
    `${host} could not send the packet to ${where}: ${said || `exit code ${code}`}.`,
    'Check the address and the interface; without a default route give a directed broadcast.',
  );
}

/** @throws Failure unreachable */
async function sendHere(packet: Uint8Array, to: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed);
      socket.bind(0, () => {
        socket.setBroadcast(true);
        socket.send(packet, port, to, (error) => (error === null ? done() : failed(error)));
      });
    });
  } catch (caught) {
    throw fail(
      'unreachable',
      `The packet to ${to} could not be sent: ${caught instanceof Error ? caught.message : caught}.`,
      'Without a default route give the directed broadcast of a network of this machine, such as 192.168.1.255.',
    );
  } finally {
    socket.close();
  }
}
