import type { DatasetExport, DatasetFiles, DatasetsApi } from "../../connection/datasets-api";
import { button, element, setText } from "../../view/dom";
import { bytes, sentence } from "../../view/format";

const REFRESH_MS = 1000;
const MOST_LISTED = 200;

/** Writes a version into the store as LeRobotDataset v3.0, and hands its files out. */
export class ExportPanel {
  readonly root: HTMLElement;
  private readonly video = element(
    "select",
    { testId: "video", title: "how the videos are compressed" },
    element("option", { value: "h264" }, "H.264, small, plays in browsers"),
    element("option", { value: "mjpeg" }, "pictures as recorded, large"),
  );
  private readonly start: HTMLButtonElement;
  private readonly progress = element("progress", { testId: "export-progress" });
  private readonly state = element("p", { class: "number", role: "status", testId: "export-state" });
  private readonly files = element("div", { class: "files", testId: "files" });
  private timer: number | undefined;
  private disposed = false;

  /** @param guarded tells what goes wrong in a task */
  constructor(
    private readonly api: DatasetsApi,
    private readonly name: string,
    private readonly version: number,
    private readonly guarded: (task: () => Promise<void>) => Promise<void>,
  ) {
    this.start = button("Export", { class: "primary", testId: "export" }, () => void guarded(() => this.begin()));
    this.progress.hidden = true;
    this.root = element(
      "section",
      { class: "panel export" },
      element("h2", {}, "LeRobotDataset v3.0"),
      element("div", { class: "row" }, this.video, this.start),
      this.progress,
      this.state,
      this.files,
    );
    void guarded(() => this.refresh());
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private async begin(): Promise<void> {
    await this.show(await this.api.startExport(this.name, this.version, this.video.value));
  }

  private async refresh(): Promise<void> {
    const current = await this.api.export(this.name, this.version);
    if (current !== null && !this.disposed) {
      await this.show(current);
    }
  }

  private async show(shown: DatasetExport): Promise<void> {
    const onItsWay = shown.state === "queued" || shown.state === "running";
    this.video.value = shown.id;
    this.video.disabled = this.start.disabled = onItsWay;
    this.video.hidden = this.start.hidden = shown.state === "done";
    this.progress.hidden = !onItsWay;
    this.progress.max = shown.episodes;
    this.progress.value = shown.done;
    this.root.dataset["state"] = shown.state;
    setText(this.state, written(shown));
    if (onItsWay) {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.guarded(() => this.refresh()), REFRESH_MS);
    } else if (shown.state === "done") {
      this.list(await this.api.files(this.name, this.version));
    }
  }

  private list({ base, root, repository, files }: DatasetFiles): void {
    const rest = files.length - MOST_LISTED;
    this.files.replaceChildren(
      element(
        "ul",
        {},
        ...files.slice(0, MOST_LISTED).map(({ path, bytes: size }) => {
          const download = `${this.name}-${this.version}-${path.replaceAll("/", "-")}`;
          return element(
            "li",
            {},
            element("a", { href: this.api.address(base + path), download, testId: `file-${path}` }, path),
            element("span", { class: "dim number" }, bytes(size)),
          );
        }),
      ),
      element("p", { class: "hint" }, rest > 0 ? `And ${rest} more; ./teleloop export writes all of them into a folder.` : ""),
      element("p", { class: "hint" }, "A viewer of LeRobot data sets takes, for a day, the address ", element("code", {}, this.api.address(root)), " and the data set ", element("code", { testId: "repository" }, repository)),
    );
  }
}

function written({ state, done, episodes, bytes: size, error }: DatasetExport): string {
  switch (state) {
    case "queued":
      return "Waits for another export.";
    case "running":
      return `${done} of ${episodes} episodes, ${bytes(size)}`;
    case "done":
      return `${episodes} episodes, ${bytes(size)}`;
    case "failed":
      return sentence(`it failed: ${error ?? ""}`);
  }
}
