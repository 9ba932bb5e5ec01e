import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licenceList } from './vite.licences.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./renderer'),
  plugins: [react(), licenceList()],
  build: {
    outDir: here('./dist/renderer'),
    emptyOutDir: true,
    // Electron 45 and current Chromium; noVNC needs top-level await.
    target: 'chrome140',
    // The page's policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
