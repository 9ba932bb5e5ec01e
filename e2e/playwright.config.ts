import { defineConfig } from 'playwright/test';
import { CHROMIUM } from '../renderer/testing/chromium.ts';

export default defineConfig({
  testDir: './specs',
  snapshotPathTemplate: '{testDir}/../approved/{arg}{ext}',
  outputDir: '../test-results/window',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // In the whole run, as for all tests there (run.mjs): once more, and named.
  retries: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? 0 : 1,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? 'line' : [['line'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: CHROMIUM,
  },
});
