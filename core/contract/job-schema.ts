/** What is to be done, is being done and was. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { WAYS } from '../model/step.ts';
import { action, jobAction } from './action-schema.ts';
import { failure, time } from './parts.ts';

const wayBy = z.enum(WAYS);

export const job = z.object({
  id: z.string(),
  action: jobAction,
  call: z.string(),
  machine: z.string(),
  path: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'aborted']),
  progress: z.string().exactOptional(),
  started: time,
  ended: time.exactOptional(),
  failure: failure.exactOptional(),
  run: z.string().exactOptional(),
  way: wayBy.exactOptional(),
}) satisfies z.ZodType<m.Job>;

export const historyEntry = z.object({
  id: z.string(),
  at: time,
  call: z.string(),
  machine: z.string(),
  action: jobAction.exactOptional(),
  state: job.shape.state.exactOptional(),
  duration: z.number().exactOptional(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<m.HistoryEntry>;

export const logLine = z.object({
  at: time,
  text: z.string(),
  from: z.literal('output').exactOptional(),
}) satisfies z.ZodType<m.LogLine>;

export const step = z.object({
  id: z.string(),
  action,
  machine: z.string(),
  path: z.string(),
  text: z.string(),
  after: z.array(z.string()),
  limit: z.number().exactOptional(),
  ways: z.array(z.object({ by: wayBy, limit: z.number() })),
  answers: z.string().exactOptional(),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<m.Step>;

const members = z.array(action).max(10_000);

/** An action, several side by side, or layers from the bottom. */
export const planned = z.union([
  action,
  z.object({ verb: z.enum(['group', 'task']), members }),
  z.object({ verb: z.literal('stack'), members }),
]) satisfies z.ZodType<m.Planned>;
