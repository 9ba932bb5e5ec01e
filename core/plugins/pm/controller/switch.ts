/** Power verbs by a controller: done, and then seen to have happened, for some report success whatever came of it. */
import type { MachineAction } from '../../../model/action.ts';
import type { BootWord } from '../../../model/controller.ts';
import { fail } from '../../../model/failure.ts';
import type { RunOptions } from '../../plugin.ts';
import { delay } from '../../wait.ts';
import type { Controller, PowerWord } from './controller.ts';

/** Seconds until its power must have changed; a system that shuts down takes its time. */
const SWITCHED = 30;
const SOFT = 300;
const PAUSE = 1000;

const BOOT: Readonly<Record<string, BootWord>> = {
  PXE: 'pxe',
  HDD: 'disk',
  VHDD: 'disk',
  CD: 'cdrom',
  DVD: 'cdrom',
  ISO: 'cdrom',
  USB: 'usb',
  FDD: 'usb',
};

/** @throws Failure guest-ignores, bad-input, and the controller's */
export async function switchPower(
  controller: Controller,
  word: PowerWord,
  action: MachineAction,
  options: RunOptions,
): Promise<void> {
  const { log, progress } = options;
  await bootFrom(controller, action, options);
  progress(`power ${word}, by ${controller.name}`);
  log(`Power ${word} by its management controller (${controller.name}).`);
  await controller.power(word);
  if (word === 'on') await until(controller, true, SWITCHED, options);
  if (word === 'off') await until(controller, false, SWITCHED, options);
  if (word === 'soft') await until(controller, false, action.timeout ?? SOFT, options);
  if (word === 'cycle' || word === 'reset') await until(controller, true, SWITCHED, options);
}

async function bootFrom(controller: Controller, action: MachineAction, { log }: RunOptions): Promise<void> {
  const device = action.start?.bootMode?.device;
  if (device === undefined) return;
  const word = BOOT[device];
  if (word === undefined)
    throw fail(
      'bad-input',
      `A controller cannot boot from ${device}.`,
      `It knows ${Object.keys(BOOT).join(', ')}.`,
    );
  await controller.boot(word);
  log(`It boots from ${device} this time.`);
}

async function until(
  controller: Controller,
  on: boolean,
  seconds: number,
  { signal, progress, around }: RunOptions,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if ((await controller.isOn()) === on) return;
    progress(on ? 'switching on' : 'going off');
    if (Date.now() > end)
      throw fail(
        'guest-ignores',
        `${around.config.name} is still ${on ? 'off' : 'on'} after ${seconds} s, as ${controller.name} tells.`,
        on ? 'Look at its event log: ctys bmc HOST events.' : 'Power it off: FORCE,POWEROFF.',
      );
    await delay(PAUSE, signal);
  }
}
