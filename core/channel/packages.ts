/** Packages with native parts or much code, loaded when they are first needed: the command line often needs neither. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export const ssh2 = (): typeof import('ssh2') => load('ssh2');
export const nodePty = (): typeof import('node-pty') => load('node-pty');
