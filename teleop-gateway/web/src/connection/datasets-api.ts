import type { Request } from "./catalogue-api";

export interface Count {
  readonly episodes: number;
  readonly steps: number;
}

/** A version in the list. */
export interface DatasetSummary {
  readonly name: string;
  readonly version: number;
  readonly task: string;
  readonly real: Count;
  readonly generated: Count;
}

/** What a data set is to be made of. */
export interface DatasetBuild {
  readonly name: string;
  readonly task: string;
  readonly origin: string;
  /** Empty for any. */
  readonly outcomes: readonly string[];
  readonly operators: readonly string[];
  /** Least score of labels, by name. */
  readonly least: Readonly<Record<string, number>>;
  readonly validation: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Counts = Readonly<Record<string, number>>;

/** Where the tool was when episodes began: base frame, metres. */
export interface Starts {
  readonly points: readonly Point[];
  readonly cellMetres: number;
  readonly occupiedCells: number;
  readonly boxCells: number;
}

/** The episodes of one origin. */
export interface EpisodeGroup extends Count {
  readonly operators: Counts;
  readonly outcomes: Counts;
  readonly splits: Counts;
  readonly seconds: { readonly total: number; readonly shortest: number; readonly median: number; readonly longest: number };
  readonly starts: Starts;
  /** That are not in the store any more, or not as they were. */
  readonly unread: number;
}

export interface Composition {
  readonly real: EpisodeGroup;
  readonly generated: EpisodeGroup;
}

export interface Dataset {
  readonly document: { readonly name: string; readonly number: number; readonly leftOut: readonly string[] };
  readonly composition: Composition;
}

export interface DatasetExport {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed";
  readonly episodes: number;
  readonly done: number;
  readonly bytes: number;
  readonly error?: string;
}

/** What was exported. The addresses open it for a day, to whoever has them. */
export interface DatasetFiles {
  readonly base: string;
  readonly root: string;
  readonly repository: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** The calls of the data sets' service; its own /openapi.json says all of them. */
export class DatasetsApi {
  /** @param base address that paths are relative to */
  constructor(
    private readonly request: Request,
    private readonly base: URL,
  ) {}

  list(): Promise<DatasetSummary[]> {
    return this.get("api/datasets") as Promise<DatasetSummary[]>;
  }

  /** @returns the number of the version that it became */
  async build(build: DatasetBuild): Promise<number> {
    const response = await this.request("POST", "api/datasets", { body: JSON.stringify(build) });
    return ((await response.json()) as Dataset["document"]).number;
  }

  dataset(name: string, version: number): Promise<Dataset> {
    return this.get(path(name, version)) as Promise<Dataset>;
  }

  /** The version's export; null when none was begun. */
  async export(name: string, version: number): Promise<DatasetExport | null> {
    const exports = (await this.get(`${path(name, version)}/exports`)) as DatasetExport[];
    return exports[0] ?? null;
  }

  async startExport(name: string, version: number, video: string): Promise<DatasetExport> {
    const response = await this.request("POST", `${path(name, version)}/exports`, { body: JSON.stringify({ video }) });
    return (await response.json()) as DatasetExport;
  }

  files(name: string, version: number): Promise<DatasetFiles> {
    return this.get(`${path(name, version)}/files`) as Promise<DatasetFiles>;
  }

  /** The whole address of a path that the service told. */
  address(path: string): string {
    return new URL(path.replace(/^\//, ""), this.base).toString();
  }

  private async get(path: string): Promise<unknown> {
    return (await this.request("GET", path, { cache: "no-store" })).json();
  }
}

function path(name: string, version: number): string {
  return `api/datasets/${encodeURIComponent(name)}/${version}`;
}
