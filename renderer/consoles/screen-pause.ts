/**
 * A screen that nobody sees asks for no pictures and gets none; shown again it goes on at once. noVNC knows no pause, its
 * version is pinned: what it says is held back on its way. To stop reading instead would make servers wait, and some of
 * them for all their viewers.
 */
import type RFB from '@novnc/novnc';

interface Inner {
  readonly _rfbConnectionState: string;
  readonly _fbWidth: number;
  readonly _fbHeight: number;
  /** The server sends changes without being asked. */
  readonly _supportsContinuousUpdates: boolean;
  _enabledContinuousUpdates: boolean;
  _updateContinuousUpdates(): void;
  _framebufferUpdate(): boolean;
}

/** Messages of the client: FramebufferUpdateRequest and EnableContinuousUpdates. */
const REQUEST = 3;
const CONTINUOUS = 150;
const LENGTH = 10;

export class Pause {
  readonly #write: (message: Uint8Array) => void;
  #inner: Inner | null = null;
  #paused = false;
  /** A picture is due to be asked for. */
  #held = false;

  constructor(write: (message: Uint8Array) => void) {
    this.#write = write;
  }

  follow(rfb: RFB): void {
    const inner = rfb as unknown as Inner;
    this.#inner = inner;
    const update = inner._framebufferUpdate.bind(rfb);
    inner._framebufferUpdate = () => {
      // The answer to a pause can come after its end, and noVNC takes it for the word that counts.
      if (!this.#paused && inner._supportsContinuousUpdates) inner._enabledContinuousUpdates = true;
      return update();
    };
  }

  /** Whether what noVNC says goes out. */
  passes(message: Uint8Array): boolean {
    const ready = this.#paused && this.#inner?._rfbConnectionState === 'connected';
    if (!ready || message.length !== LENGTH) return true;
    if (message[0] === REQUEST) this.#held = true;
    return message[0] !== REQUEST && !(message[0] === CONTINUOUS && message[1] === 1);
  }

  set(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    const inner = this.#inner;
    if (inner?._rfbConnectionState !== 'connected') return;
    const continuous = inner._supportsContinuousUpdates;
    if (paused && continuous) this.#say(CONTINUOUS, 0);
    if (paused) return;
    if (continuous) {
      inner._enabledContinuousUpdates = true;
      inner._updateContinuousUpdates();
    }
    if (continuous || this.#held) this.#say(REQUEST, 1);
    this.#held = false;
  }

  /** Both messages have a flag and then a place: all of the screen. */
  #say(type: number, flag: 0 | 1): void {
    const { _fbWidth: width = 0, _fbHeight: height = 0 } = this.#inner ?? {};
    const message = new DataView(new ArrayBuffer(LENGTH));
    message.setUint8(0, type);
    message.setUint8(1, flag);
    message.setUint16(6, width);
    message.setUint16(8, height);
    this.#write(new Uint8Array(message.buffer));
  }
}
