/** WebGL for terminals, only where a real graphics processor draws it: in software it is far slower than the DOM. */
import type { Terminal } from '@xterm/xterm';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export const isRealGpu = (renderer: string): boolean => renderer !== '' && !SOFTWARE.test(renderer);

function rendererName(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info && gl?.getParameter(info.UNMASKED_RENDERER_WEBGL);
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}

let real: boolean | undefined;

/** Without one, or when its context is lost, the terminal goes on drawing with the DOM. */
export async function drawWithGpu(terminal: Terminal): Promise<void> {
  real ??= isRealGpu(rendererName());
  if (!real) return;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  if (terminal.element?.isConnected !== true) return;
  try {
    const addon = new WebglAddon();
    addon.onContextLoss(() => addon.dispose());
    terminal.loadAddon(addon);
  } catch {
    real = false;
  }
}
