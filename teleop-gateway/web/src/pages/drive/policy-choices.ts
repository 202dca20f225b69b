import type { GatewayApi, PolicySummary } from "../../connection/gateway-api";

const REFRESH_MS = 3000;

/** Asks the gateway now and then which policies a task has. */
export class PolicyChoices {
  private task: string | null = null;
  private timer: number | undefined;
  private disposed = false;

  constructor(
    private readonly api: GatewayApi,
    private readonly onChoices: (policies: readonly PolicySummary[]) => void,
  ) {}

  forTask(task: string): void {
    this.task = task;
    clearTimeout(this.timer);
    void this.refresh();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private async refresh(): Promise<void> {
    try {
      const policies = await this.api.policies();
      if (!this.disposed) {
        this.onChoices(policies.filter((policy) => policy.task === this.task));
      }
    } catch (error) {
      // The session says already when the gateway is away; the next round asks again.
      console.warn("The policies are not known:", error);
    }
    if (!this.disposed) {
      this.timer = window.setTimeout(() => void this.refresh(), REFRESH_MS);
    }
  }
}
