/** Runtime shapes of templates of guests. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { PARAMETER_KINDS } from '../model/index.ts';

const text = z.string().max(4_096);

export const guestOrder = z.object({
  template: text,
  anchor: text.exactOptional(),
  host: text,
  values: z.record(text, text).readonly(),
}) satisfies z.ZodType<m.GuestOrder>;

const parameter = z.object({
  key: z.string(),
  kind: z.enum(PARAMETER_KINDS),
  title: z.string(),
  hint: z.string().exactOptional(),
  value: z.string(),
  required: z.literal(true).exactOptional(),
}) satisfies z.ZodType<m.TemplateParameter>;

export const template = z.object({
  name: z.string(),
  title: z.string(),
  origin: z.enum(['shipped', 'own']),
  anchors: z.array(z.object({ name: z.string(), parameters: z.array(parameter) })),
  fault: z.string().exactOptional(),
}) satisfies z.ZodType<m.Template>;

export const guestPlan = z.object({
  call: z.string(),
  label: z.string(),
  folder: z.string(),
  steps: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
}) satisfies z.ZodType<m.GuestPlan>;
