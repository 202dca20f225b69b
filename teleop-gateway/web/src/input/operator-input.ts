import type { InputReading, InputSource } from "./input-source";
import { combine, STILL } from "./motion";

/**
 * All devices together. Everything is let go when the operator may no longer be looking: the window loses the focus,
 * the tab is hidden or a gamepad is unplugged.
 */
export class OperatorInput {
  private readonly page = new AbortController();

  constructor(
    private readonly sources: readonly InputSource[],
    window: Window,
  ) {
    const signal = this.page.signal;
    const release = (): void => this.release();
    window.addEventListener("blur", release, { signal });
    window.addEventListener("pagehide", release, { signal });
    window.addEventListener("gamepaddisconnected", release, { signal });
    window.document.addEventListener("visibilitychange", release, { signal });
  }

  read(): InputReading {
    const readings = this.sources.map((source) => source.read());
    const clutch = readings.some((reading) => reading.clutch);
    return {
      motion: clutch ? STILL : combine(readings.map((reading) => reading.motion)),
      deadman: readings.some((reading) => reading.deadman),
      clutch,
    };
  }

  release(): void {
    for (const source of this.sources) {
      source.release();
    }
  }

  dispose(): void {
    this.page.abort();
    for (const source of this.sources) {
      source.dispose();
    }
  }
}
