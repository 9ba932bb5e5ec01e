/** What tests wait for comes when it comes on a small machine with much to do: the limit only ends what hangs. */
import { vi } from 'vitest';

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: 20_000, ...options });
