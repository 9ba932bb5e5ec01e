/**
 * WebGL for terminals, only where a real graphics processor draws it: in software it is far slower than the DOM. A
 * browser gives few contexts to a page, so terminals in sight lease them, and the one seen longest ago gives its back.
 */
import type { Terminal } from '@xterm/xterm';
import { Leases } from './lease.ts';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export const isRealGpu = (renderer: string): boolean => renderer !== '' && !SOFTWARE.test(renderer);

function rendererName(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info && gl?.getParameter(info.UNMASKED_RENDERER_WEBGL);
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}

/** Chromium loses the oldest of more than 16; screens and the probe need some too. */
const MOST_CONTEXTS = 8;

const leases = new Leases<Terminal>(MOST_CONTEXTS);
let real: boolean | undefined;

/** In sight: it may have a context. Without one, or when it is lost, the terminal is drawn with the DOM. */
export async function drawWithGpu(terminal: Terminal): Promise<void> {
  real ??= isRealGpu(rendererName());
  if (!real) return;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  if (terminal.element?.isConnected !== true) return;
  try {
    leases.take(terminal, () => {
      const addon = new WebglAddon();
      addon.onContextLoss(() => leases.giveBack(terminal));
      terminal.loadAddon(addon);
      return addon;
    });
  } catch {
    real = false;
  }
}

/** Out of sight, moved to another window, or gone. */
export const leaveGpu = (terminal: Terminal): void => leases.giveBack(terminal);
