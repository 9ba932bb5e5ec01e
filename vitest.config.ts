import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests in a Xen host, which is a whole emulated machine: after all others.
const xen = [
  'e2e/cases-xen-start.test.ts',
  'e2e/cases-xen-stop.test.ts',
  'e2e/lab/xen/xen.test.ts',
  'core/plugins/xen/lab.test.ts',
  'core/plugins/xen/faults.test.ts',
  'e2e/create-xen.test.ts',
  'e2e/power-xen.test.ts',
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ['./vitest.setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['{core,electron,renderer,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...xen],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'xen',
          include: xen,
          sequence: { groupOrder: 1 },
          // Of emulated processors.
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
    ],
    // Real sshd, QEMU, browsers and disks on small machines: the limits only end what hangs.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    alias: {
      // Under plain Node, importing electron would try to download it.
      electron: fileURLToPath(new URL('./electron/testing/electron.ts', import.meta.url)),
    },
  },
});
