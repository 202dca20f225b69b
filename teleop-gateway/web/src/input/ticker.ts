/** Calls back at a steady rate, also while the tab is hidden. */
export class Ticker {
  private readonly worker = new Worker(new URL("./ticker.worker.ts", import.meta.url), { type: "module" });

  constructor(rateHz: number, onTick: () => void) {
    this.worker.onmessage = onTick;
    this.worker.postMessage(1000 / rateHz);
  }

  stop(): void {
    this.worker.terminate();
  }
}
