/** What a machine must have to carry another: STACKCAP, HWCAP, processors, memory, architecture. Chapter 5.7. Pure. */
import { fail } from './failure.ts';
import type { Machine } from './machine.ts';

export interface Checks {
  readonly stackCap: boolean;
  readonly hwCap: boolean;
}

const tokens = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[%,\s]+/)
    .filter(Boolean)
    .map((token) => token.toLowerCase());

/** @throws Failure not-capable */
export function checkLayer(below: Machine, machine: Machine, checks: Checks): void {
  if (checks.stackCap)
    subset(machine, below, 'STACKREQ', machine.facts?.stackReq, 'STACKCAP', below.facts?.stackCap);
  if (!checks.hwCap) return;
  subset(machine, below, 'HWREQ', machine.facts?.hwReq, 'HWCAP', below.facts?.hwCap);
  atMost(machine, below, 'processors (VCPU)', vcpus(machine), vcpus(below));
  atMost(machine, below, 'MiB of memory (VRAM)', vram(machine), vram(below));
  arch(machine, below);
}

/** Nothing required, or nothing told of what there is, is taken as enough. */
function subset(
  machine: Machine,
  below: Machine,
  wants: string,
  required: string | undefined,
  has: string,
  offered: string | undefined,
): void {
  const there = new Set(tokens(offered));
  const missing = tokens(required).filter((token) => !there.has(token));
  if (missing.length === 0 || (offered === undefined && below.type === 'PM' && below.facts === undefined))
    return;
  throw fail(
    'not-capable',
    `${machine.label} needs ${missing.join(', ')} (${wants}), which ${below.label} does not offer (${has}).`,
    `Correct their configurations, or switch the check off: STACKCHECK:${has === 'HWCAP' ? 'NOHWCAP' : 'NOSTACKCAP'}.`,
  );
}

const numberOf = (text: string | undefined): number | undefined => {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? value : undefined;
};
const vcpus = ({ facts, vcpus: told }: Machine): number | undefined => numberOf(facts?.vcpu) ?? told;
const vram = ({ facts, memoryTotal }: Machine): number | undefined =>
  numberOf(facts?.vram) ?? (memoryTotal === undefined ? undefined : Math.round(memoryTotal / 2 ** 20));

function atMost(
  machine: Machine,
  below: Machine,
  what: string,
  needed: number | undefined,
  there: number | undefined,
): void {
  if (needed === undefined || there === undefined || needed <= there) return;
  throw fail(
    'not-capable',
    `${machine.label} needs ${needed} ${what}, ${below.label} has ${there}.`,
    'Give it less, or switch the check off: STACKCHECK:NOHWCAP.',
  );
}

const X86_32 = /^(?:x86|i[3-6]86|i86pc)$/i;
const X86_64 = /^(?:x86_64|amd64)$/i;

function arch(machine: Machine, below: Machine): void {
  const [wanted, there] = [machine.arch, below.arch];
  if (!wanted || !there || wanted.toLowerCase() === there.toLowerCase()) return;
  if (X86_64.test(there) && (X86_32.test(wanted) || X86_64.test(wanted))) return;
  if (X86_32.test(there) && X86_32.test(wanted)) return;
  throw fail(
    'not-capable',
    `${machine.label} is ${wanted}, which ${below.label} (${there}) cannot run.`,
    'Switch the check off with STACKCHECK:NOHWCAP if it can.',
  );
}
