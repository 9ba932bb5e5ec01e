/** Makes docs/language.md: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../core/bin/bootstrap.mjs';
import { languagePage } from '../core/bin/language-page.ts';

writeFileSync(join(root, 'docs', 'language.md'), languagePage());
