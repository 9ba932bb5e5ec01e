/** Writes assets/hosts.schema.json: `npx tsx core/engine/inventory/write-schema.ts`, then `npm run fix`. */
import { writeFileSync } from 'node:fs';
import { hostsJsonSchema } from './schema.ts';

writeFileSync(new URL('../../../assets/hosts.schema.json', import.meta.url), hostsJsonSchema());
