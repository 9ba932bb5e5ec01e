/** Settings between core and window. What may stand at which place is checked by core/model/stored-settings.ts. */
import { z } from 'zod';
import type * as m from '../model/stored-settings.ts';

const value = z.union([z.string().max(4_096), z.number(), z.boolean(), z.array(z.string().max(60)).max(4)]);
const path = z.array(z.string().max(255)).min(1).max(3);
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const settingChange = z.object({
  path,
  value: value.nullable(),
}) satisfies z.ZodType<m.SettingChange, m.SettingChange>;

const stored = z.object({
  own: values,
  groups: z.record(z.string(), values),
  hosts: z.record(z.string(), values),
  keys: z.record(z.string(), z.array(z.string())),
});

const conflict = z.object({ path, mine: value.nullable(), theirs: value.nullable() });

const sync = z.object({
  folder: z.string(),
  /** Last time both sides were the same, epoch ms. */
  at: z.number().exactOptional(),
  trouble: z.object({ message: z.string(), remedy: z.string().exactOptional() }).exactOptional(),
  conflicts: z.array(conflict),
});

export const settingsState = z.object({
  file: z.string(),
  /** There is a file; before, a window may bring what it kept itself. */
  exists: z.boolean(),
  stored,
  /** null: not synchronised. */
  sync: sync.nullable(),
  profile: z.string(),
  profiles: z.array(z.string()),
});

/** What a file that is brought in holds. */
export const settingsBrought = z.object({ count: z.number(), problems: z.array(z.string()) });
export type SettingsState = z.infer<typeof settingsState>;
export type SettingsSync = z.infer<typeof sync>;
