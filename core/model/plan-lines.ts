/** A plan as people read it: a tree of places, each line with its turn, its ways and their times. Pure. */
import type { Plan, Step, Way } from './step.ts';

export interface PlanLine {
  readonly step: Step;
  /** Layers of the plan it stands in. */
  readonly depth: number;
  /** Steps of the same turn go side by side; from 1. */
  readonly turn: number;
}

/** What carries something stands above it, whatever comes first. */
export function planLines(plan: Plan): readonly PlanLine[] {
  const turns = turnsOf(plan);
  const byPath = new Map(plan.map((step) => [step.path, step]));
  const below = new Map<Step | undefined, Step[]>();
  for (const step of plan) {
    const outer = outerOf(step.path, byPath);
    const siblings = below.get(outer);
    if (siblings === undefined) below.set(outer, [step]);
    else siblings.push(step);
  }
  const lines: PlanLine[] = [];
  const add = (outer: Step | undefined, depth: number): void => {
    for (const step of below.get(outer) ?? []) {
      lines.push({ step, depth, turn: turns.get(step.id) ?? 1 });
      add(step, depth + 1);
    }
  };
  add(undefined, 0);
  return lines;
}

/** The nearest step whose place holds this one: `/lab00`, `/lab00/xen/tst100`. */
function outerOf(path: string, byPath: ReadonlyMap<string, Step>): Step | undefined {
  const own = byPath.get(path);
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const outer = byPath.get(path.slice(0, at));
    if (outer !== undefined && outer !== own) return outer;
  }
  return undefined;
}

function turnsOf(plan: Plan): ReadonlyMap<string, number> {
  const turns = new Map<string, number>();
  // Steps stand behind those they wait for.
  for (const { id, after } of plan)
    turns.set(id, after.reduce((most, before) => Math.max(most, turns.get(before) ?? 0), 0) + 1);
  return turns;
}

export const WAY_WORDS: Readonly<Record<Way['by'], string>> = {
  ssh: 'asked over SSH',
  hypervisor: 'by its hypervisor',
  force: 'forced',
  packet: 'by a magic packet',
  controller: 'by its controller',
};

/** `asked over SSH, 20 s; then by its hypervisor, 20 s; then forced, 60 s`. */
export function howText({ ways, answers }: Step): string {
  const how = ways.map(({ by, limit }) => `${WAY_WORDS[by]}, ${limit} s`).join('; then ');
  const until = answers === undefined ? '' : `until ${answers} answers`;
  return [how, until].filter(Boolean).join('; ');
}

/** As `ctys -n` prints it. */
export function planText(plan: Plan): readonly string[] {
  return planLines(plan).flatMap(({ step, depth, turn }) => {
    const indent = '  '.repeat(depth);
    const how = howText(step);
    return [
      `${indent}${turn}. ${step.text}${how === '' ? '' : ` (${how})`}`,
      ...(step.note === undefined ? [] : [`${indent}   ${step.note}`]),
    ];
  });
}
