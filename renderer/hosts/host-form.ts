/** From what was typed to a host, or to the sentence that says what is missing. */
import type { Elevation, HostConfig } from '../../core/model/host.ts';

export interface HostForm {
  readonly name: string;
  readonly address: string;
  readonly user: string;
  readonly port: string;
  readonly jump: string;
  readonly elevation: Elevation;
}

export function hostFromForm(form: HostForm): HostConfig | string {
  const [name, address, user, port] = [form.name, form.address, form.user, form.port].map((text) =>
    text.trim(),
  );
  if (name === undefined || name === '') return 'Give the host a name.';
  if (/[\s/]/.test(name)) return 'A name has no blanks and no slashes.';
  if (
    port !== undefined &&
    port !== '' &&
    !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
  )
    return 'A port is a number from 1 to 65535.';
  const jump = form.jump
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  return {
    name,
    ...(address && { address }),
    ...(user && { user }),
    ...(port && { port: Number(port) }),
    ...(jump.length > 0 && { jump }),
    ...(form.elevation !== 'none' && { elevation: form.elevation }),
  };
}
