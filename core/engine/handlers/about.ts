/** What this is. */
import { api } from './guard.ts';

export const aboutHandlers = (about: { version: string; hostsFile: string }) => ({
  about: api.about.handler(() => ({ ...about, platform: `${process.platform} ${process.arch}` })),
});
