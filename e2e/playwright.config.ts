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
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? 'line' : [['line'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: CHROMIUM,
  },
});
