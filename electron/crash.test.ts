import { beforeEach, expect, test, vi } from 'vitest';
import { desktopWords } from '../renderer/words/desktop.ts';
import { recover } from './crash.ts';
import { answers, app, asked, BrowserWindow } from './testing/electron.ts';

const lines: string[] = [];
const log = { write: (_level: string, text: string) => void lines.push(text) };

function broken() {
  const window = new BrowserWindow({});
  recover(
    window as unknown as Parameters<typeof recover>[0],
    'page',
    log,
    () => desktopWords('en', []).crash,
  );
  const crash = (reason = 'crashed') =>
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 11 });
  return { window, crash };
}

beforeEach(() => {
  for (const list of [lines, asked, answers]) list.length = 0;
  app.quits = 0;
});

test('a page that ends is loaded again; again and again, a person decides', async () => {
  const { window, crash } = broken();
  for (let time = 0; time < 3; time++) crash();
  expect([window.loads, asked.length]).toEqual([3, 0]);
  crash();
  await vi.waitFor(() => expect(window.loads).toBe(4));
  expect(asked).toHaveLength(1);
  answers.push(1);
  for (let time = 0; time < 4; time++) crash();
  await vi.waitFor(() => expect(app.quits).toBe(1));
  expect(lines).toContain('the window ended: crashed (11)');
});

test('one that was closed is not', () => {
  const { window, crash } = broken();
  crash('clean-exit');
  expect(window.loads).toBe(0);
});

test('one that hangs is waited for, or ended and loaded again', async () => {
  const { window } = broken();
  answers.push(0, 1);
  window.emit('unresponsive');
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  expect(window.loads).toBe(0);
  window.emit('unresponsive');
  await vi.waitFor(() => expect(window.loads).toBe(1));
});
