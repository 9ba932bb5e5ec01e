/** A small text from a file a person picks, and one into a file. */
import { saveFile } from '../ui/save-file.ts';

export const saveText = (name: string, text: string): void =>
  saveFile(name, new Blob([text], { type: 'text/plain' }));

const MOST = 256 * 1024;

/** null: none was picked. `accept`: as an input has it. */
export function pickText(accept: string): Promise<string | null> {
  return new Promise((done) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('cancel', () => done(null));
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      void (file?.slice(0, MOST).text() ?? Promise.resolve(null)).then(done);
    });
    input.click();
  });
}
