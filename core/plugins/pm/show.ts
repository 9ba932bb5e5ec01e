/** SHOW: what a host is doing, from what its script printed. Pure. */
import type { ReportSection, ReportValue } from '../../model/report.ts';
import { health } from './health.ts';
import { first, marked, meminfo } from './lines.ts';
import { type HostFacts, parseHost } from './parse.ts';
import { busiest } from './processes.ts';
import { duration, mebibytes, minus, section, valuesOf } from './values.ts';

/** @returns null when this is not what the script prints */
export function parseShow(name: string, stdout: string): readonly ReportSection[] | null {
  const host = parseHost(stdout);
  if (host === null) return null;
  const lines = stdout.split('\n');
  return [
    ...section(name, node(host, lines)),
    ...section('Memory', memory(host, lines)),
    ...section('File systems', fileSystems(marked(lines, 'D'))),
    ...section('Processes', busiest(lines, host.cpus ?? 1)),
    ...section('Health', health(lines)),
  ];
}

const node = (host: HostFacts, lines: readonly string[]): readonly ReportValue[] =>
  valuesOf([
    ['Node', host.hostname],
    ['System', host.system],
    ['OS', first(lines, 'KS')],
    ['Release', first(lines, 'KR')],
    ['Machine', host.arch],
    ['Processors', host.cpus],
    ['Uptime', duration(host.uptime)],
    ['Load', host.load],
  ]);

function memory({ memoryTotal, memoryFree }: HostFacts, lines: readonly string[]): readonly ReportValue[] {
  const [swapTotal, swapFree] = [meminfo(lines, 'SwapTotal'), meminfo(lines, 'SwapFree')];
  return valuesOf([
    ['Memory total', mebibytes(memoryTotal)],
    ['Memory used', mebibytes(minus(memoryTotal, memoryFree))],
    ['Memory free', mebibytes(memoryFree)],
    ['Swap total', mebibytes(swapTotal)],
    ['Swap used', mebibytes(minus(swapTotal, swapFree))],
    ['Swap free', mebibytes(swapFree)],
  ]);
}

/** What holds data: of disks (loop devices are images of packages), volumes, and the root whatever it is. */
const isReal = (device: string, mount: string): boolean =>
  mount === '/' ||
  (/^\/dev\//.test(device) && !/^\/dev\/loop/.test(device)) ||
  /^[^/:]+\/[^:]+$/.test(device);

/** `df -P -k`: device, 1024-blocks, used, available, capacity, mount. A disk mounted twice counts once. */
export function fileSystems(lines: readonly string[]): readonly ReportValue[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const [, device = '', blocks, , , share, mount = ''] =
      /^(.+?)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(\d+)%\s+(\/.*)$/.exec(line) ?? [];
    if (blocks === undefined || !isReal(device, mount) || seen.has(device)) return [];
    seen.add(device);
    return valuesOf([[mount, `${share} % of ${gibibytes(Number(blocks))} used (${device})`]]);
  });
}

const gibibytes = (kib: number): string => `${(kib / 2 ** 20).toFixed(1)} GiB`;
