/** How tests and benches start Chromium: Debian's, not calling out, and as root where they run as root. */
export const CHROMIUM = {
  executablePath: process.env.CTYS_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};
