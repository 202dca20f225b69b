/**
 * How long to wait before the next attempt: doubles from `firstMs` to `longestMs`, each wait shortened by a random
 * part of up to a half so that many pages do not come back in step.
 */
export class BackOff {
  private attempts = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly longestMs = 8000,
    private readonly random: () => number = Math.random,
  ) {}

  nextMs(): number {
    const full = Math.min(this.longestMs, this.firstMs * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    return full * (1 - this.random() / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}
