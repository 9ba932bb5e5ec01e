/** What a host tells of itself: its reports and its own description. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { CONTROLLER_WORDS } from '../model/controller.ts';
import { MCONF_KINDS } from '../model/mconf.ts';

export const reportKind = z.enum(['show', 'info', 'rights']) satisfies z.ZodType<m.ReportKind>;

export const reportSection = z.object({
  title: z.string(),
  values: z.array(z.object({ name: z.string(), value: z.string() })),
}) satisfies z.ZodType<m.ReportSection>;

const mconfKeys = z.array(z.tuple([z.string(), z.string()])).max(500);

export const mconf = z.object({ kind: z.enum(MCONF_KINDS), keys: mconfKeys }) satisfies z.ZodType<m.Mconf>;

export const describeOptions = {
  /** Absent: as the host tells. */
  kind: mconf.shape.kind.exactOptional(),
  /** Keys to write on the host, which needs `kind`; absent: the host is asked for them. */
  write: mconfKeys.exactOptional(),
  quiet: z.boolean().exactOptional(),
};

/** What a management controller can be asked for beside the power verbs of its machine. */
export const controllerRequest = {
  what: z.enum(CONTROLLER_WORDS),
  /** boot: from where; identify: seconds. */
  argument: z.string().max(100).exactOptional(),
};
