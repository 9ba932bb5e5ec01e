/** For tests only: a command by its title, from the palette. */
import type { Page } from 'playwright';

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.getByTestId('machines').focus();
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill(title);
  await page.keyboard.press('Enter');
}
