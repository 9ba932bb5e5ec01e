/**
 * Where a package has its new versions from, and whether one that is fetched is checked before it is installed. That is
 * so only in a package that is signed itself: on Windows electron-updater compares with the publisher it finds in
 * app-update.yml and takes everything where it finds none (NsisUpdater.verifySignature, 6.8); on macOS the system wants
 * the certificate of what runs. On Linux nobody checks.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { isSignedByApple } from '../core/engine/signature.ts';

export interface Package {
  readonly platform: NodeJS.Platform;
  /** The folder of app-update.yml. */
  readonly resources: string;
  readonly program: string;
}

export interface Feed {
  readonly checked: boolean;
  /** Where people find a version. */
  page(version: string): string;
}

/** As electron-builder writes it. */
const Written = z.object({
  owner: z.string(),
  repo: z.string(),
  publisherName: z.union([z.string(), z.array(z.string())]).nullish(),
});

/** @throws where app-update.yml is missing or is none of GitHub */
export async function readFeed({ platform, resources, program }: Package): Promise<Feed> {
  const text = await readFile(join(resources, 'app-update.yml'), 'utf8');
  const { owner, repo, publisherName } = Written.parse(parse(text));
  const publishers = [publisherName ?? []].flat().filter((name) => name !== '');
  return {
    checked:
      (platform === 'win32' && publishers.length > 0) ||
      (platform === 'darwin' && (await isSignedByApple(program))),
    page: (version) => `https://github.com/${owner}/${repo}/releases/tag/v${version}`,
  };
}
