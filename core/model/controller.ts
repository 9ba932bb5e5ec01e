/** What a management controller is told or asked, beside the power verbs of its machine. */

export const CONTROLLER_WORDS = [
  'status',
  'on',
  'soft',
  'off',
  'cycle',
  'reset',
  'boot',
  'identify',
  'sensors',
  'events',
  'inventory',
  'release',
] as const;
export type ControllerWord = (typeof CONTROLLER_WORDS)[number];

/** Where a machine boots from the next time; none: as ever. */
export const BOOT_WORDS = ['none', 'pxe', 'disk', 'cdrom', 'bios', 'usb'] as const;
export type BootWord = (typeof BOOT_WORDS)[number];

export interface ControllerRequest {
  readonly what: ControllerWord;
  /** boot: from where; identify: seconds. */
  readonly argument?: string;
}
