/** The window's files (dist/renderer), with the headers that keep it to itself. Same for browser and Electron. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * Inline styles are what xterm.js and the docking layout measure and place with; scripts are ours only. Of theirs, the
 * decoder of images in terminals (sixel) is WebAssembly. Videos of screens are played from the window's own memory.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const ASSET_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export interface Asset {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** File path below the folder for a URL path; null where it is malformed or leads out. */
export function assetPath(urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = normalize(decoded === '/' ? '/index.html' : decoded);
  return path.split('/').includes('..') ? null : path;
}

/** null: no such file. */
export async function readAsset(folder: string, urlPath: string): Promise<Asset | null> {
  const path = assetPath(urlPath);
  const body = path === null ? null : await readFile(join(folder, path)).catch(() => null);
  if (path === null || body === null) return null;
  const headers = {
    ...ASSET_HEADERS,
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    // Names below assets/ carry a hash of their content.
    'cache-control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
  return { headers, body };
}
