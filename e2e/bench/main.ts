/** Runs the benches, or the one named: medians of five, one line each; exits with 1 when a promise is short. */
import { type Bench, holds, line, median, type Rig, RUNS } from './bench.ts';
import { cliRig } from './cli.ts';
import { consolesRig } from './consoles.ts';
import { listRig } from './list.ts';
import { manyRig } from './many.ts';
import { planRig, powerOffRig } from './stack.ts';
import { tableRig } from './table.ts';
import { vhostRig } from './vhost.ts';
import { xenRig } from './xen.ts';
import { windowRig } from './window.ts';

const RIGS: Readonly<Record<string, () => Promise<Rig>>> = {
  'list-warm,list-cold-20': listRig,
  'ctys-list,ctys-list-warm': cliRig,
  vhost: vhostRig,
  'click-to-prompt,text-24mb,transcript-200mb,reconnect': consolesRig,
  'xen-list,xen-change': xenRig,
  'idle-watched,memory-core,memory-window,flat': manyRig,
  'plan-10000': planRig,
  'poweroff-20': powerOffRig,
  'filter-10000,filter-50000,sort-10000,sort-50000,frames-50000,scroll-50000,changed-row-50000': tableRig,
  'first-table,console,screen,screen-native,stall,echo,console-memory': windowRig,
};

async function measure(bench: Bench): Promise<boolean> {
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run += 1) ratios.push(await bench.ratio());
  const ratio = median(ratios);
  console.log(line(bench, ratio));
  return holds(bench, ratio);
}

const [only] = process.argv.slice(2);
const names = Object.keys(RIGS).flatMap((key) => key.split(','));
if (only !== undefined && !names.includes(only)) {
  console.error(`There is no bench '${only}'. There are: ${names.join(', ')}.`);
  process.exit(2);
}
let short = 0;
for (const [key, open] of Object.entries(RIGS)) {
  if (only !== undefined && !key.split(',').includes(only)) continue;
  const rig = await open();
  try {
    for (const bench of rig.benches)
      if (only === undefined || bench.name === only) short += (await measure(bench)) ? 0 : 1;
  } finally {
    await rig.close();
  }
}
process.exit(short === 0 ? 0 : 1);
