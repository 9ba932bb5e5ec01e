/** Schemas of files. */
import { z } from 'zod';
import type * as m from '../model/file.ts';

const KINDS = ['file', 'folder', 'link', 'other'] as const;
export const path = z.string().max(8192);
const name = z.string().min(1).max(1024);
const host = z.string().max(300);

const fileEntry = z.object({
  name: z.string(),
  kind: z.enum(KINDS),
  size: z.number(),
  changed: z.number(),
  mode: z.number(),
  target: z.string().exactOptional(),
  leadsTo: z.enum(['file', 'folder', 'other']).exactOptional(),
}) satisfies z.ZodType<m.FileEntry>;

export const fileList = z.object({
  path: z.string(),
  entries: z.array(fileEntry).readonly(),
  cut: z.boolean(),
});

export const copyProgress = z.object({
  name: z.string(),
  done: z.number(),
  total: z.number(),
  files: z.number(),
  skipped: z.number(),
}) satisfies z.ZodType<m.CopyProgress>;

export const filePlace = z.object({ host, path });
export const fileRename = filePlace.extend({ name });
export const fileChoice = z.object({ host, paths: z.array(path).min(1).max(10_000) });
export const fileFetch = fileChoice.extend({ folder: path.exactOptional(), replace: z.boolean() });

export const fileOffer = z.object({
  host,
  folder: path,
  name,
  size: z.number().int().min(0),
  changed: z.number().min(0),
  replace: z.boolean(),
}) satisfies z.ZodType<m.FileOffer>;

export const fileDoor = z.object({ id: z.string(), from: z.number() }) satisfies z.ZodType<m.FileDoor>;
