/** The table as a working place, in the built window over the simulated core. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

const filter = () => win.page.getByTestId('filter');
const counts = (): Promise<string> => win.page.getByTestId('counts').innerText();

test('the filter is completed as it is typed, and a mistake is marked with the nearest right word', async () => {
  await win.open();
  await win.page.keyboard.press('/');
  await win.page.keyboard.type('sta');
  await win.page.getByRole('option', { name: 'state:' }).waitFor();
  await win.page.keyboard.press('Tab');
  expect(await filter().inputValue()).toBe('state:');
  await win.page.keyboard.type('pa');
  await win.page.keyboard.press('ArrowDown');
  await win.page.keyboard.press('Enter');
  expect(await filter().inputValue()).toBe('state:paused');
  await expect.poll(counts).toBe('1 of 12');
  await filter().fill('(state:paused or state:off) not sate:running');
  const mistake = win.page.getByTestId('filter-mistake');
  await expect.poll(() => mistake.locator('mark').innerText()).toBe('sate');
  await win.page.getByTestId('filter-nearest').click();
  expect(await filter().inputValue()).toBe('(state:paused or state:off) not state:running');
  expect(await mistake.count()).toBe(0);
  await win.page.keyboard.press('Enter');
  await expect.poll(() => win.page.evaluate(() => document.activeElement?.className)).toBe('rows');
});

test('the palette understands the same filter, and shows what it found in the table', async () => {
  await win.open();
  await win.page.keyboard.press('Control+k');
  await win.page.getByTestId('palette-input').fill('state:paused');
  await win.page.getByText('Show 1 machine in the table').waitFor();
  await win.page.keyboard.press('Enter');
  expect(await filter().inputValue()).toBe('state:paused');
  await expect.poll(counts).toBe('1 of 12');
});

test('the palette completes a filter: fields, then their values', async () => {
  await win.open();
  const { keyboard } = win.page;
  const input = win.page.getByTestId('palette-input');
  const words = () =>
    win.page
      .getByTestId('palette-entry')
      .filter({ hasText: /^filter/ })
      .allInnerTexts();
  await keyboard.press('Control+k');
  await keyboard.type('sta');
  await expect.poll(words).toEqual([expect.stringContaining('state:')]);
  await keyboard.press('Tab');
  await expect.poll(() => input.inputValue()).toBe('state:');
  await keyboard.type('pa');
  await expect.poll(words).toEqual([expect.stringContaining('state:paused')]);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect.poll(() => input.inputValue()).toBe('state:paused');
  await keyboard.type(',ru');
  await keyboard.press('Tab');
  await expect.poll(() => input.inputValue()).toBe('state:paused,running');
  await keyboard.type(' (-ho');
  await keyboard.press('Tab');
  await expect.poll(() => input.inputValue()).toBe('state:paused,running (-host:');
  await keyboard.type('lab00)');
  await keyboard.press('Enter');
  expect(await filter().inputValue()).toBe('state:paused,running (-host:lab00)');
});

test('a call’s filter is completed with what machines have', async () => {
  await win.open();
  const { keyboard } = win.page;
  const input = win.page.getByTestId('palette-input');
  await keyboard.press('Control+k');
  await keyboard.type("ctys -a 'list=filter:state:pau");
  await win.page.getByRole('option', { name: 'paused' }).waitFor();
  await keyboard.press('Tab');
  await expect.poll(() => input.inputValue()).toBe("ctys -a 'list=filter:state:paused");
});

const selected = (): Promise<string[]> =>
  win.page
    .locator('.row[aria-selected="true"]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.testid ?? ''));

test('rows are selected by keys and by the pointer', async () => {
  await win.open({ settings: { grouping: 'none' } });
  await win.row('tst100').click();
  await win.page.keyboard.press('Shift+ArrowDown');
  await win.page.keyboard.press('Shift+ArrowDown');
  await expect.poll(selected).toEqual(['row-tst100', 'row-tst101', 'row-tst102']);
  await win.page.keyboard.press('Shift+ArrowUp');
  await expect.poll(selected).toEqual(['row-tst100', 'row-tst101']);
  await win.page.keyboard.press('ArrowDown');
  await win.page.keyboard.press('ArrowDown');
  await win.page.keyboard.press('Space');
  await expect.poll(selected).toEqual(['row-tst100', 'row-tst101', 'row-tst103']);
  await win.row('tst105').locator('.row-box').click();
  await win.row('tst101').click({ modifiers: ['ControlOrMeta'] });
  await expect.poll(selected).toEqual(['row-tst100', 'row-tst103', 'row-tst105']);
  await filter().fill('tst103');
  await win.page.getByText('3 machines selected, 2 not shown').waitFor();
  await filter().fill('');
  await win.row('tst101').click();
  await win.row('tst104').click({ modifiers: ['Shift'] });
  expect(await selected()).toHaveLength(4);
  await win.page.keyboard.press('Control+a');
  await win.page.getByText('12 machines selected').waitFor();
  await win.page.keyboard.press('Escape');
  expect(await win.page.getByTestId('selection').count()).toBe(0);
});

test('many are started after their plan was seen, as one call; only what failed is tried again', async () => {
  await win.open({ machines: 20 });
  await filter().fill('state:off,crashed,running type:qemu');
  await win.page.getByText('tst102', { exact: true }).waitFor();
  await win.page.keyboard.press('Enter');
  await win.page.keyboard.press('Control+a');
  await win.page.getByTestId('bulk-shutdown').click();
  const dialog = win.page.getByTestId('plan-dialog');
  await dialog.waitFor();
  // What is above the machines is there to see, and was not meant.
  expect(await dialog.getByTestId('plan-call').innerText()).not.toContain('-t pm');
  const steps = await dialog.getByTestId('plan-line').count();
  expect(steps).toBeGreaterThan(3);
  await dialog.getByTestId('plan-left').getByRole('button').click();
  await dialog.getByText('is off').first().waitFor();
  await dialog.getByRole('radio', { name: '2', exact: true }).click();
  await expect
    .poll(() => dialog.getByTestId('plan-call').innerText())
    .toMatch(/^ctys 'SUBGROUP\{lab.*-t qemu.*-b par:2\)/);
  await dialog.getByTestId('plan-run').click();
  await dialog.getByTestId('plan-retry').waitFor();
  const failed = await dialog.locator('[data-testid="plan-line"][data-state="failed"]').count();
  expect(failed).toBeGreaterThan(0);
  await dialog.getByTestId('plan-retry').click();
  await expect.poll(() => dialog.getByTestId('plan-line').count()).toBe(failed);
  await expect.poll(() => dialog.getByTestId('plan-call').innerText()).toContain('-b par:2');
});

test('tags, notes, favourites and colours are put on by keyboard, shown in the row and found by the filter', async () => {
  await win.open({ settings: { grouping: 'none' } });
  const { keyboard } = win.page;
  await win.row('tst102').click();
  await keyboard.press('f');
  await win.row('tst102').getByLabel('Favourite').waitFor();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('t');
  await win.page.getByTestId('marks-dialog').getByTestId('mark-tags').waitFor();
  await keyboard.type('Prod web ');
  await win.page.getByTestId('marks-dialog').getByText('web').waitFor();
  await keyboard.type('no!tag');
  await win.page.getByText("'no!tag' is no tag").waitFor();
  await win.page.getByTestId('marks-dialog').getByTestId('mark-red').click();
  await win.page.getByTestId('marks-close').click();
  await win.page.getByTestId('marks-dialog').waitFor({ state: 'hidden' });
  expect(await win.row('tst103').locator('.tag').allInnerTexts()).toEqual(['prod', 'web']);
  await win.row('tst103').getByRole('img', { name: 'red' }).waitFor();
  await keyboard.press('Escape');
  await win.row('tst103').click();
  await keyboard.press('n');
  await keyboard.type('ask Ada');
  await keyboard.press('Control+Enter');
  await keyboard.press('Escape');
  await expect
    .poll(() => win.row('tst103').getByLabel('It has a note').getAttribute('data-tip'))
    .toBe('ask Ada');
  await filter().fill('tag:prod not fav:yes note:ask color:red');
  await expect.poll(counts).toBe('1 of 12');
  await filter().fill('');
  await win.page.getByTestId('columns').click();
  await win.page.getByText('Favourites first').click();
  await keyboard.press('Escape');
  await expect.poll(() => win.page.locator('.row').first().getAttribute('data-testid')).toBe('row-tst102');
});

test('a name is typed into its row as a call like any other, and what cannot be renamed says why', async () => {
  await win.open({ still: true });
  const { keyboard } = win.page;
  await win.row('tst101').click();
  await keyboard.press('F2');
  const field = win.page.getByTestId('name-field');
  await field.fill('a b');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await field.fill('web1');
  await expect.poll(() => win.page.getByTestId('call').innerText()).toMatch(/-t xen -a rename=.*TO:web1/i);
  await keyboard.press('Escape');
  expect(await field.count()).toBe(0);
  await keyboard.press('F2');
  await field.fill('web1');
  await keyboard.press('Enter');
  await win.row('web1').waitFor();
  await win.row('tst100').click();
  await keyboard.press('F2');
  await win.page.getByTestId('toast').getByText('QEMU gives tst100 no other name').waitFor();
  expect(await field.count()).toBe(0);
});

test('all columns are there to be scrolled to, and names stand still beside them', async () => {
  await win.open({ still: true, settings: { sidebarWidth: 480, detailsWidth: 640 } });
  await win.page.getByTestId('columns').click();
  await win.page.getByTestId('sideways').click();
  const cell = (at: number) => win.row('tst101').locator('.cell').nth(at).boundingBox();
  const lastHead = win.page.getByRole('columnheader', { name: 'Age' });
  const [name, type] = [await cell(0), await cell(1)];
  expect(await win.page.locator('.table').getAttribute('data-scrolled')).toBeNull();
  await win.row('tst101').click();
  await win.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await cell(1))?.x).toBeLessThan(type?.x ?? 0);
  expect((await cell(0))?.x).toBe(name?.x);
  await expect.poll(() => win.page.locator('.table').getAttribute('data-scrolled')).toBe('');
  for (let press = 0; press < 6; press++) await win.page.keyboard.press('Shift+ArrowRight');
  // Head and rows go together, to the very end.
  await expect
    .poll(async () => {
      const [head, age] = [await lastHead.boundingBox(), await cell(9)];
      return Math.round((head?.x ?? 0) - (age?.x ?? 1));
    })
    .toBe(0);
  const headOf = (title: string) => win.page.getByRole('columnheader', { name: title });
  const width = async (): Promise<number> => Math.round((await headOf('State').boundingBox())?.width ?? 0);
  const before = await width();
  await headOf('State').getByRole('button').focus();
  await win.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBe(before + 8);
  await win.page.keyboard.press('Control+ArrowLeft');
  await expect
    .poll(() => win.page.locator('[role=columnheader]').nth(1).getAttribute('data-column'))
    .toBe('state');
});

test('the playground is one click away where its source is, else it says where that is', async () => {
  await win.open({ machines: 0 });
  await win.page.getByTestId('first-run').getByText('In a clone of the source').waitFor();
  win.host.core.playground = { folder: '/src/ctys', command: 'npm start -- --demo' };
  await win.page.reload();
  await win.page.getByTestId('first-run').getByText('ends with its tab here').waitFor();
  await win.page.getByTestId('card-playground').click();
  await win.page.locator('.dock-tab').getByText('Playground').waitFor();
});

test('what the table shows is exported as it is', async () => {
  await win.open({ settings: { grouping: 'host', hiddenColumns: ['cpu', 'disk', 'net', 'age'] } });
  await filter().fill('type:qemu state:paused');
  await expect.poll(counts).toBe('1 of 12');
  // What is folded away is shown by its number, and exported.
  await win.row('lab00').click();
  await win.page.keyboard.press('ArrowLeft');
  await expect.poll(() => win.row('tst103').count()).toBe(0);
  const download = win.page.waitForEvent('download');
  await win.page.getByTestId('columns').click();
  await win.page.getByText('Export as CSV').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('machines.csv');
  const [head, first, ...more] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe(
    'machine,path,uuid,type,state,cst,host,memoryUsed,memoryTotal,user,since,tags,note,favourite,colour',
  );
  expect(first).toMatch(/^tst103,\/lab00\/qemu\/tst103,.*,QEMU,paused,S,lab00,/);
  expect(more).toEqual([]);
});

test('hosts of other programs are previewed, chosen and taken back', async () => {
  await win.open({ machines: 0 });
  await win.page.getByTestId('card-import').click();
  const dialog = win.page.getByTestId('import');
  await dialog.getByTestId('source-remmina').getByText('1 entry names no host.').waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'desk' }).getAttribute('aria-checked')).toBe('false');
  const text =
    '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\prod%20db]\r\n"HostName"="db.example.org"\r\n';
  const buffer = Buffer.from(`\ufeff${text}`, 'utf16le');
  await win.page
    .getByTestId('import-file')
    .setInputFiles({ name: 'putty.reg', mimeType: 'text/plain', buffer });
  await dialog.getByText('PuTTY: putty.reg').waitFor();
  await win.page
    .getByTestId('import-file')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await dialog.getByText('notes.txt is none of the files').waitFor();
  await dialog.getByRole('button', { name: 'Import 3 hosts' }).click();
  await win.page.getByTestId('host-prod-db').waitFor();
  await win.page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => win.page.getByTestId('host-prod-db').count()).toBe(0);
  await expect.poll(() => win.page.getByTestId('host-build7').count()).toBe(0);
});

test('a host that is wrong, or here already, is told by Enter, and nothing is overwritten', async () => {
  await win.open();
  const { tables } = win.host.core;
  const before = tables.hosts.get('lab00')?.config;
  await win.page.getByTestId('add-hosts').click();
  await win.page.getByTestId('menu').getByText('Add a host').click();
  const where = win.page.getByTestId('host-where');
  await where.fill('root@@x y');
  await win.page.keyboard.press('Enter');
  await win.page.getByRole('alert').getByText('That is no host').waitFor();
  await where.fill('root@lab00:2');
  expect(await win.page.getByRole('alert').count()).toBe(0);
  await win.page.keyboard.press('Enter');
  await win.page.getByRole('alert').getByText('lab00 is here already.').waitFor();
  expect(tables.hosts.get('lab00')?.config).toEqual(before);
  await win.page.getByLabel('Name here').fill('second');
  await win.page.keyboard.press('Enter');
  // Enter ends the test; it does not go back to the fields.
  await win.page.getByTestId('host-test').waitFor();
  await win.page.keyboard.press('Enter');
  await expect.poll(() => win.page.getByTestId('host-test').count()).toBe(0);
  expect(tables.hosts.get('second')?.config).toEqual({
    name: 'second',
    address: 'lab00',
    user: 'root',
    port: 2,
  });
});

test('of two hosts with one name that lead elsewhere one is chosen, and the other is said', async () => {
  await win.open({ machines: 0 });
  await win.page.getByTestId('card-import').click();
  const dialog = win.page.getByTestId('import');
  const text =
    '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\build7]\r\n"HostName"="198.51.100.7"\r\n';
  await dialog.getByTestId('source-ssh').waitFor();
  await win.page
    .getByTestId('import-file')
    .setInputFiles({ name: 'putty.reg', mimeType: 'text/plain', buffer: Buffer.from(text) });
  const ofFile = dialog.getByTestId('source-file putty.reg').getByRole('checkbox', { name: 'build7' });
  const ofSsh = dialog.getByTestId('source-ssh').getByRole('checkbox', { name: 'build7' });
  expect(await ofFile.getByTestId('rival').innerText()).toBe('also in ~/.ssh/config: ci@192.0.2.7:2222');
  expect(await ofSsh.getByTestId('rival').innerText()).toBe('also in PuTTY: putty.reg: 198.51.100.7');
  const checked = async () => [
    await ofFile.getAttribute('aria-checked'),
    await ofSsh.getAttribute('aria-checked'),
  ];
  expect(await checked()).toEqual(['false', 'true']);
  await ofFile.click();
  expect(await checked()).toEqual(['true', 'false']);
  await dialog.getByRole('button', { name: 'Import 2 hosts' }).click();
  await win.page.getByTestId('host-build7').waitFor();
  expect(win.host.core.tables.hosts.get('build7')?.config).toEqual({
    name: 'build7',
    address: '198.51.100.7',
  });
});

test('a host is typed as for ssh, tested at once, and what is missing on it is told', async () => {
  await win.open({ machines: 0 });
  await win.page.getByTestId('card-add').click();
  await win.page.getByTestId('host-where').fill('root@lab42:2222');
  await win.page.keyboard.press('Enter');
  const dialog = win.page.getByTestId('host-test');
  await dialog.locator('[data-state="connecting"]').waitFor();
  const { tables } = win.host.core;
  const host = tables.hosts.get('lab42');
  expect(host?.config).toEqual({ name: 'lab42', user: 'root', port: 2222 });
  if (host === undefined) throw new Error('no lab42');
  const missing = [
    {
      code: 'tool-missing',
      message: 'qemu-system-x86_64 is not installed.',
      remedy: 'Install qemu-system-x86.',
    },
  ] as const;
  const readiness = [
    { type: 'PM', usable: true, missing: [] },
    { type: 'QEMU', usable: false, missing },
  ];
  tables.putHost({ ...host, state: 'up', transport: 'ssh2', readiness });
  await dialog.getByText('lab42 answers').waitFor();
  await dialog.getByText('Missing for more').waitFor();
  await dialog.getByText('qemu-system-x86_64 is not installed.').waitFor();
  await dialog.getByTestId('host-change').click();
  await win.page.getByTestId('host-where').waitFor();
  expect(tables.hosts.has('lab42')).toBe(false);
  expect(await win.page.getByTestId('host-where').inputValue()).toBe('root@lab42:2222');
});

test('the side bar counts what is lost as the table shows it, hosts that nothing is known of among them', async () => {
  await win.open();
  const lost = win.page.getByRole('navigation').getByRole('button', { name: /^Lost/ });
  await lost.click();
  const rows = win.page.locator('.row');
  await expect.poll(() => rows.count()).toBe(2);
  expect((await lost.innerText()).split('\n').at(-1)).toBe('2');
});
