/** Saved calls and views, groups, and machines known from databases. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { TYPES } from '../model/machine.ts';
import { address } from './action-schema.ts';

/** A saved call or view is a macro too: its text is the whole call, or the table part of one. */
export const macro = z.object({
  name: z.string(),
  text: z.string(),
  filter: z.string().exactOptional(),
  sort: z.string().exactOptional(),
  group: z.string().exactOptional(),
});

export const library = z.object({
  /** `file`: below the folder of macros; `default` is what a call means that names none. */
  macros: z.array(macro.extend({ file: z.string() })),
  groups: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type Library = z.infer<typeof library>;

export const knownRequest = z.object({
  address,
  type: z.string().exactOptional(),
  host: z.string().exactOptional(),
  /** Folders of the databases; absent: the caller's own. */
  folders: z.array(z.string()).max(100).exactOptional(),
  /** Those on the host. */
  remote: z.boolean().exactOptional(),
});

export const knownMachine = z.object({
  host: z.string(),
  type: z.enum(TYPES),
  label: z.string(),
  target: address,
}) satisfies z.ZodType<m.KnownMachine>;
