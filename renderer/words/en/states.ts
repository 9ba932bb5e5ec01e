/** States, beside their marks. */

export const states = {
  machine: {
    running: 'running',
    paused: 'paused',
    suspended: 'suspended',
    off: 'off',
    starting: 'starting',
    stopping: 'stopping',
    saving: 'saving',
    crashed: 'crashed',
    lost: 'lost',
    unknown: 'unknown',
  },
  host: { new: 'new', connecting: 'connecting', up: 'up', lost: 'lost', denied: 'denied' },
  console: { opening: 'connecting', attached: 'attached', ended: 'ended' },
  session: { opening: 'opening', attached: 'attached', closed: 'closed' },
} as const;
