/** All settings into a file, and those of a file in. */
import { theCore } from '../core.ts';
import { toast } from '../ui/toast.tsx';
import { told, words } from '../words/words.ts';
import { pickText, saveText } from './text-file.ts';

/** @throws what the call throws */
export async function exportSettings(): Promise<void> {
  const { text } = await theCore().api.settings.take(undefined);
  saveText('ctys-settings.yaml', text);
}

/** What was passed over is said. @throws what the call throws */
export async function importSettings(): Promise<void> {
  const { settings } = words();
  const text = await pickText('.yaml,.yml');
  if (text === null) return;
  const { count, problems } = await theCore().api.settings.bring({ text });
  const passed =
    problems.length === 0
      ? undefined
      : `${settings.passedOver}: ${problems.map((one) => told(one)).join(' ')}`;
  toast({ title: settings.imported(count), text: passed, failed: passed !== undefined });
}
