/** An episode in a list. Times are nanoseconds since the epoch; what a person would read of them is exact enough. */
export interface EpisodeSummary {
  readonly id: string;
  readonly state: "sealed" | "quarantined";
  readonly reason?: string;
  readonly task: string;
  readonly robot: string;
  readonly operator: string;
  /** As labels have it. */
  readonly outcome: string;
  readonly recordedOutcome: string;
  /** No robot performed it. */
  readonly generated: boolean;
  readonly augmenter?: string;
  readonly group?: string;
  readonly openedNs: number;
  readonly closedNs: number;
  readonly steps: number;
  readonly sizeBytes: number;
  readonly quality?: number;
  readonly review?: string;
}

export interface Count {
  readonly episodes: number;
  /** False when there are more. */
  readonly exact: boolean;
}

export interface EpisodePage {
  readonly episodes: readonly EpisodeSummary[];
  readonly next?: string;
  /** Of the whole list, with its first page. */
  readonly counts?: { readonly real: Count; readonly generated: Count };
}

/** What the filters can be set to. */
export interface EpisodeValues {
  readonly tasks: readonly string[];
  readonly robots: readonly string[];
  readonly operators: readonly string[];
  readonly outcomes: readonly string[];
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** What holds of an episode, or of a span of it. */
export interface HeldLabel {
  readonly name: string;
  readonly value: string;
  readonly score?: number;
  readonly startNs?: number;
  readonly endNs?: number;
  readonly labeler: string;
  readonly labelerVersion: number;
}

export interface EpisodeDetail {
  readonly episode: EpisodeSummary;
  readonly labels: readonly HeldLabel[];
}

/** An episode's control steps, one entry of each list a step. */
export interface StepTable {
  readonly startNs: number;
  readonly cameras: readonly string[];
  readonly pads: readonly { readonly name: string; readonly rows: number; readonly columns: number }[];
  readonly actions: readonly string[];
  readonly seconds: readonly number[];
  readonly actor: readonly string[];
  readonly intervention: readonly number[];
  readonly executed: readonly (readonly number[])[];
  readonly wanted: readonly (readonly number[])[];
  /** By stream; empty where there was a gap. */
  readonly readings: Readonly<Record<string, readonly (readonly number[])[]>>;
}

export interface NewLabel {
  readonly name: string;
  readonly value: string;
}

/** What became of labels for many episodes: documents and problems by episode. */
export interface BulkOutcome {
  readonly written: Readonly<Record<string, string>>;
  readonly failed: Readonly<Record<string, string>>;
}

/** A call of the gateway; fails with a GatewayError. */
export type Request = (method: string, path: string, options?: RequestInit) => Promise<Response>;

/** The catalogue's HTTP calls; its own /openapi.json says all of them. */
export class CatalogueApi {
  constructor(private readonly request: Request) {}

  /** @param filter parameters of the list, without empty ones */
  async page(filter: Readonly<Record<string, string>>, after: string | null): Promise<EpisodePage> {
    const query = new URLSearchParams({ ...filter, ...(after === null ? {} : { after }) });
    return (await this.get(`api/episodes?${query.toString()}`)) as EpisodePage;
  }

  async values(): Promise<EpisodeValues> {
    return (await this.get("api/episodes/values")) as EpisodeValues;
  }

  async episode(id: string): Promise<EpisodeDetail> {
    return (await this.get(`api/episodes/${encodeURIComponent(id)}`)) as EpisodeDetail;
  }

  async steps(id: string, signal: AbortSignal): Promise<StepTable> {
    const response = await this.request("GET", `api/episodes/${encodeURIComponent(id)}/steps`, { signal });
    return (await response.json()) as StepTable;
  }

  /** A picture of the episode's first camera. */
  async thumbnail(id: string, signal: AbortSignal): Promise<Blob> {
    const response = await this.request("GET", `api/episodes/${encodeURIComponent(id)}/thumbnail`, { signal });
    return response.blob();
  }

  /** A camera's pictures with their times, as bytes. */
  async camera(id: string, camera: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const path = `api/episodes/${encodeURIComponent(id)}/cameras/${encodeURIComponent(camera)}`;
    return (await this.request("GET", path, { signal })).arrayBuffer();
  }

  /** The episode's file, for other people's tools. */
  async data(id: string): Promise<Blob> {
    return (await this.request("GET", `api/episodes/${encodeURIComponent(id)}/data`)).blob();
  }

  /** Says the same of every one of the episodes, in this operator's name. */
  async label(episodes: readonly string[], labels: readonly NewLabel[]): Promise<BulkOutcome> {
    const response = await this.request("POST", "api/episodes/labels", { body: JSON.stringify({ episodes, labels }) });
    return (await response.json()) as BulkOutcome;
  }

  private async get(path: string): Promise<unknown> {
    return (await this.request("GET", path, { cache: "no-store" })).json();
  }
}
