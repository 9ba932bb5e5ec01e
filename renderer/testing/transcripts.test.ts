/** Transcripts in the built window: kept through a new connection, played, sought in. */
import { expect, test } from 'vitest';
import { parseCast, shortenPauses, sizeOf } from '../transcripts/cast.ts';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

test('an asciicast is read strictly; time never runs back; pauses can be shortened', () => {
  const head = JSON.stringify({ version: 2, width: 100, height: 30, title: 'a' });
  const lines = [
    '[1,"o","x"]',
    '[0.5,"r","80x24"]',
    'nonsense',
    '[9,"q","?"]',
    '[60,"o","y"]',
    '["1","o",""]',
  ];
  const cast = parseCast([head, ...lines, ''].join('\n'));
  expect(cast).toMatchObject({ cols: 100, rows: 30, title: 'a', length: 60 });
  expect(cast?.events.map(({ at, kind }) => [at, kind])).toEqual([
    [1, 'output'],
    [1, 'resize'],
    [60, 'output'],
  ]);
  expect(cast === null ? null : shortenPauses(cast, 2).events.map(({ at }) => at)).toEqual([1, 1, 3]);
  for (const text of ['', '{}', '{"version":3}', 'hello\nworld']) expect(parseCast(text)).toBeNull();
  expect([sizeOf('80x24'), sizeOf('0x24'), sizeOf('9999x24'), sizeOf('80x24;rm')]).toEqual([
    [80, 24],
    null,
    null,
    null,
  ]);
});

test('a transcript is kept, goes on after a lost connection, and plays with any place sought', async () => {
  await win.open();
  await win.console('tst100');
  const menu = win.page.getByTestId('menu');
  await win.page.locator('.xterm-screen').click({ button: 'right' });
  await menu.getByText('Keep a transcript to play').click();
  await win.page.getByTestId('recording').waitFor();
  await win.page.locator('.xterm-screen').click();
  await win.enter('first');
  await win.shows('first: see');
  await win.enter('drop');
  await win.page.getByTestId('reconnect').click();
  await win.shows('connected again');
  await win.shows(/connected again[\s\S]*Welcome/);
  await win.page.locator('.xterm-screen').click();
  await win.enter('second');
  await win.shows('second: see');
  await win.page.getByTestId('recording').click();
  await win.page.getByTestId('toast').getByRole('button', { name: 'Show' }).click();
  const dialog = win.page.getByTestId('transcripts');
  await dialog.getByText(/\.cast$/).waitFor();
  await dialog.getByTestId('play-transcript').click();
  const playback = win.page.getByTestId('playback');
  const text = async (): Promise<string> =>
    (await playback.locator('.xterm-rows').innerText()).replaceAll('\u00a0', ' ');
  await playback.getByTestId('play-speed').click();
  await expect.poll(text, { timeout: 20_000 }).toMatch(/first: see[\s\S]*connected again[\s\S]*second: see/);
  const seek = playback.getByLabel('Place in it');
  await seek.fill('0');
  await expect.poll(text).not.toContain('first');
  const end = await seek.getAttribute('max');
  await seek.fill(String(end));
  await expect.poll(text).toContain('second: see');
});

test('plain text is kept without its sequences, and shown', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.locator('.xterm-screen').click({ button: 'right' });
  await win.page.getByTestId('menu').getByText('Keep a transcript as plain text').click();
  await win.page.getByTestId('recording').waitFor();
  win.host.core.speak('tst100', '\x1b[31mred\x1b[0m words');
  await win.shows('red words');
  await win.page.getByTestId('recording').click();
  const [one] = await win.host.core.transcripts.list();
  let said = '';
  for await (const part of await win.host.core.transcripts.read(one?.name ?? '')) said += part;
  expect(said).toBe('red words');
});
