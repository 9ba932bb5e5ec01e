/** Draws assets/tray, the tray's pictures, from one shape: `npx tsx e2e/tray-icons.ts`. @2x is found by Electron itself. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { root } from '../core/bin/bootstrap.mjs';
import { CHROMIUM } from '../renderer/testing/chromium.ts';

const SIZE = 16;
/** Layers of a stack, and what stands at its side. `line`: what macOS takes as a template is black alone. */
const picture = (line: string, mark: string): string => `
  <svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 16 16" fill="none"
       stroke="${line}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round">
    <path d="M8 1.5 14 4.6 8 7.7 2 4.6Z M2 8 8 11.1 14 8 M2 11.4 8 14.5 14 11.4"/>${mark}
  </svg>`;
const dot = (colour: string): string =>
  `<circle cx="12.2" cy="12.2" r="3.3" fill="${colour}" stroke="none"/>`;
/** Colour alone says nothing to who cannot see it: the busy dot is a ring, the failed one is barred. */
const MARKS = {
  well: () => '',
  busy: (colour: string) => `<circle cx="12.2" cy="12.2" r="2.6" stroke="${colour}" stroke-width="1.6"/>`,
  failed: (colour: string, bar: string) =>
    `${dot(colour)}<path d="M12.2 10.5v2.1M12.2 14v.1" stroke="${bar}" stroke-width="1.2"/>`,
};
const COLOURS = { well: '', busy: '#4c8dff', failed: '#e5484d' };

const folder = join(root, 'assets', 'tray');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch(CHROMIUM);
try {
  for (const scale of [1, 2]) {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE }, deviceScaleFactor: scale });
    const at = scale === 1 ? '' : `@${scale}x`;
    const draw = async (svg: string, name: string): Promise<void> => {
      await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
      await page.screenshot({ path: join(folder, `${name}${at}.png`), omitBackground: true });
    };
    for (const state of ['well', 'busy', 'failed'] as const) {
      await draw(picture('#8f9ab3', MARKS[state](COLOURS[state], '#ffffff')), `tray-${state}`);
      await draw(picture('#000000', MARKS[state]('#000000', '#ffffff')), `tray-${state}Template`);
    }
    await page.close();
  }
} finally {
  await browser.close();
}
