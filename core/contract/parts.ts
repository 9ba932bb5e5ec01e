/** Shapes that others are made of. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { TYPES } from '../model/machine.ts';

export const time = z.number();

export const facts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]))
  .readonly();

export const failure = z.object({
  code: z.string() as unknown as z.ZodType<m.FailureCode, m.FailureCode>,
  message: z.string(),
  remedy: z.string().exactOptional(),
  data: facts.exactOptional(),
}) satisfies z.ZodType<m.FailureData>;

export const sessionType = z.enum(TYPES);

export const consoleKind = z.enum(['tty', 'rfb']);
