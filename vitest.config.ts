import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,electron,renderer,e2e}/**/*.test.{ts,tsx}'],
    // Real sshd, QEMU and disks on small machines: the limit only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    alias: {
      // Under plain Node, importing electron would try to download it.
      electron: new URL('./electron/testing/electron.ts', import.meta.url).pathname,
    },
  },
});
