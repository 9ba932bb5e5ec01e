/** Runtime shapes of the model's values where they cross a border. Each is checked against its model type. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { failure, time } from './parts.ts';
import { machine } from './machine-schema.ts';
import { host } from './host-schema.ts';
import { session } from './session-schema.ts';
import { job } from './job-schema.ts';

export { action, jobAction } from './action-schema.ts';
export { failure } from './parts.ts';
export * from './host-schema.ts';
export * from './job-schema.ts';
export * from './library-schema.ts';
export * from './machine-schema.ts';
export * from './report-schema.ts';
export * from './session-schema.ts';
export * from './settings-schema.ts';
export * from './template-schema.ts';

export const prompt = z.object({
  id: z.string(),
  host: z.string(),
  kind: z.enum(['password', 'passphrase', 'keyboard-interactive', 'sudo', 'host-key', 'vnc-password']),
  text: z.string(),
  detail: z.string().exactOptional(),
  fields: z.array(z.object({ label: z.string(), echo: z.boolean() })),
  secret: z.string().exactOptional(),
  again: z.literal(true).exactOptional(),
}) satisfies z.ZodType<m.Prompt>;

export const vaultState = z.object({
  at: z.enum(['none', 'locked', 'open']),
  by: z.enum(['passphrase', 'keyring']),
  passphrase: z.boolean(),
  names: z.array(z.string()),
}) satisfies z.ZodType<m.VaultState>;

export const notice = z.object({
  id: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  failure,
  at: time,
}) satisfies z.ZodType<m.Notice>;

export const about = z.object({
  version: z.string(),
  platform: z.string(),
  hostsFile: z.string(),
  /** What it runs on: `node`, in the desktop application `electron` and `chrome`. */
  versions: z.record(z.string(), z.string()),
  /** The lab to try everything in, where it is at hand: a command for a shell of this machine. */
  playground: z.object({ folder: z.string(), command: z.string() }).exactOptional(),
});

const rows = <N extends string, T extends z.ZodType>(table: N, row: T) =>
  z.object({
    table: z.literal(table),
    /** New and changed rows, whole. */
    put: z.array(row),
    /** Ids of rows that are gone. */
    drop: z.array(z.string()),
    /** True on the first change of each table after `watch`: `put` is all of it. */
    whole: z.boolean().exactOptional(),
  });

/** One change of a shared table. Row ids: machine.id, host.config.name, session.id, job.id, prompt.id, notice.id. */
export const change = z.discriminatedUnion('table', [
  rows('machines', machine),
  rows('hosts', host),
  rows('sessions', session),
  rows('jobs', job),
  rows('prompts', prompt),
  rows('notices', notice),
]);
export type Change = z.infer<typeof change>;
