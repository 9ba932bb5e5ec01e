/** A query over a database that is held, against gawk reading the same file with the same pattern. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseQuery } from '../../core/ctys/database/query.ts';
import { holdRecords } from '../../core/ctys/database/records.ts';
import { must } from '../lab/run.ts';
import { type Rig, timed } from './bench.ts';

const RECORDS = 100_000;
const PATTERN = 'tst099[0-9]+;/homen/acue';

export async function vhostRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-bench-'));
  const file = join(folder, 'enum.fdb');
  const text = Array.from({ length: RECORDS }, (_, index) => record(index)).join('');
  await writeFile(file, text);
  const held = holdRecords(text);
  const query = parseQuery([PATTERN]);
  const expected = (await gawk('$0 ~ p { n++ } END { print n }', file)).trim();
  return {
    benches: [
      {
        name: 'vhost',
        bound: { atMost: 0.2 },
        ratio: async () => {
          let found = 0;
          const ours = await timed(async () => {
            found = held.find(query).length;
          });
          if (String(found) !== expected) throw new Error(`gawk finds ${expected}, we ${found}`);
          return ours / (await timed(() => gawk('$0 ~ p', file)));
        },
      },
    ],
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const gawk = (program: string, file: string): Promise<string> =>
  must(['gawk', '-v', `p=${PATTERN}`, program, file]);

/** Of the length of real ones. */
function record(index: number): string {
  const name = `tst${String(index).padStart(6, '0')}`;
  const mac = `00:50:56:${[16, 8, 0].map((shift) => ((index >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`;
  const fields = [
    `lab${index % 100}`,
    'QEMU',
    name,
    `/homen/acue/qemu/${name}/${name}.ctys`,
    '',
    mac,
    `10.0.${index % 256}.1`,
  ];
  return `${Array.from({ length: 47 }, (_, at) => fields[at] ?? (at % 5 === 0 ? 'value' : '')).join(';')}\n`;
}
