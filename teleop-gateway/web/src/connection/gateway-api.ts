import type { ControlState, ErrorNotice } from "../protocol/messages";
import { CatalogueApi } from "./catalogue-api";
import { DatasetsApi } from "./datasets-api";

export interface RobotSummary {
  readonly robot: string;
  readonly task: string;
  readonly connected: boolean;
  readonly control: ControlState;
  /** Who drives, or null. */
  readonly operator: string | null;
}

export interface Ticket {
  readonly ticket: string;
  readonly operator: string;
}

/** The newest version of a policy. */
export interface PolicySummary {
  readonly policy: string;
  readonly version: number;
  readonly task: string;
  readonly algorithm: string;
  readonly publishedMs: number;
  /** The version that robots run in place of the newest; 0 for none. */
  readonly pinned: number;
  readonly running: boolean;
}

export interface PolicyVersion {
  readonly version: number;
  readonly publishedMs: number;
  readonly transitions: number;
  readonly demonstrationTransitions: number;
  readonly updates: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** How a learner was doing at one moment. */
export interface TrainingPoint {
  readonly timeMs: number;
  readonly version: number;
  readonly transitions: number;
  readonly demonstrationTransitions: number;
  readonly updates: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface TrainingSummary extends TrainingPoint {
  readonly policy: string;
  readonly task: string;
  readonly algorithm: string;
}

/** The gateway answered, and the answer is no; or it did not answer (code `unreachable`). */
export class GatewayError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly action: string,
  ) {
    super(message);
    this.name = "GatewayError";
  }
}

/** The gateway's HTTP calls (operator protocol, section 1). */
export class GatewayApi {
  /** Episodes, which the gateway asks the catalogue for. */
  readonly catalogue = new CatalogueApi((method, path, options) => this.request(method, path, options));

  /** Data sets, which the gateway asks their service for. */
  readonly datasets: DatasetsApi;

  constructor(
    private readonly accessCode: string,
    private readonly base: URL = new URL("./", location.href),
  ) {
    this.datasets = new DatasetsApi((method, path, options) => this.request(method, path, options), base);
  }

  robots(): Promise<RobotSummary[]> {
    return this.call("GET", "api/robots") as Promise<RobotSummary[]>;
  }

  ticket(): Promise<Ticket> {
    return this.call("POST", "api/tickets") as Promise<Ticket>;
  }

  policies(): Promise<PolicySummary[]> {
    return this.call("GET", "api/policies") as Promise<PolicySummary[]>;
  }

  /** The versions of a policy, newest first. */
  async policyVersions(policy: string): Promise<PolicyVersion[]> {
    const answer = (await this.call("GET", `api/policies/${encodeURIComponent(policy)}`)) as { versions: PolicyVersion[] };
    return answer.versions;
  }

  policyCard(policy: string, version: number): Promise<unknown> {
    return this.call("GET", `api/policies/${encodeURIComponent(policy)}/${version}/card`);
  }

  /** Makes robots run this version in place of the newest; 0 lets them follow the newest again. */
  async pinPolicy(policy: string, version: number): Promise<void> {
    await this.call("PUT", `api/policies/${encodeURIComponent(policy)}/pin`, { body: JSON.stringify({ version }) });
  }

  /** The learners that the gateway has heard of. */
  training(): Promise<TrainingSummary[]> {
    return this.call("GET", "api/training") as Promise<TrainingSummary[]>;
  }

  /** What a learner told after a time, oldest first. */
  trainingPoints(policy: string, afterMs: number): Promise<TrainingPoint[]> {
    return this.call("GET", `api/training/${encodeURIComponent(policy)}?after=${afterMs}`) as Promise<TrainingPoint[]>;
  }

  /** Stops a robot. `keepalive` lets the request outlive the page. */
  async emergencyStop(robot: string): Promise<void> {
    await this.call("POST", `api/robots/${encodeURIComponent(robot)}/estop`, { keepalive: true });
  }

  /** Address of the signalling WebSocket. */
  operatorSocket(ticket: string): string {
    const url = new URL("operator", this.base);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.search = new URLSearchParams({ ticket }).toString();
    return url.toString();
  }

  private async call(method: string, path: string, options: RequestInit = {}): Promise<unknown> {
    const response = await this.request(method, path, { cache: "no-store", ...options });
    const body = await response.text();
    return body === "" ? null : JSON.parse(body);
  }

  /** @throws GatewayError when there is no answer, or the answer is no */
  private async request(method: string, path: string, options: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(new URL(path, this.base), {
        method,
        headers: { Authorization: `Bearer ${this.accessCode}` },
        ...options,
      });
    } catch (error) {
      if (options.signal?.aborted === true) {
        throw error;
      }
      throw new GatewayError("unreachable", "The gateway does not answer.", "Check that it runs and that this device reaches it.");
    }
    if (!response.ok) {
      throw refusal(response.status, await response.text());
    }
    return response;
  }
}

function refusal(status: number, body: string): GatewayError {
  try {
    const notice = JSON.parse(body) as Partial<ErrorNotice>;
    if (typeof notice.code === "string") {
      return new GatewayError(notice.code, notice.message ?? notice.code, notice.action ?? "");
    }
  } catch {
    // Not one of the gateway's own errors, for example a proxy's page: the status says all there is.
  }
  return status === 401 || status === 403
    ? new GatewayError("unauthorized", "The access code is not valid.", "Enter the code that the gateway was started with.")
    : new GatewayError(`http-${status}`, `The gateway answered with status ${status}.`, "Look at the gateway's log.");
}
