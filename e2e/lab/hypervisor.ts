/** QEMU for an emulated machine that carries guests itself: the program, what it loads, and the libraries of all of it. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from './run.ts';

const QEMU = '/usr/bin/qemu-system-x86_64';
const ACCELERATOR = '/usr/lib/x86_64-linux-gnu/qemu/accel-tcg-x86_64.so';
const FIRMWARE = ['/usr/share/seabios/bios-256k.bin', '/usr/share/qemu/kvmvapic.bin'];

/** Into a root file system. */
export async function putHypervisor(root: string): Promise<void> {
  for (const program of [QEMU, ACCELERATOR]) if (existsSync(program)) await putProgram(root, program);
  for (const file of FIRMWARE) if (existsSync(file)) put(root, file);
}

/** A program with its libraries. */
export async function putProgram(root: string, program: string): Promise<void> {
  const libraries = (await must(['ldd', program])).split('\n');
  const paths = libraries.flatMap((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  for (const path of [program, ...paths]) if (existsSync(path)) put(root, path);
}

/** Under the name it is looked for by; links are followed. */
function put(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  copyFileSync(path, join(root, path));
}
