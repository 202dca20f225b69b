import type { DatasetBuild } from "../../connection/datasets-api";
import { type GatewayApi, GatewayError } from "../../connection/gateway-api";
import { element, setText } from "../../view/dom";
import { sentence } from "../../view/format";
import { siteHeader } from "../../view/site-header";
import { Toasts } from "../../view/toasts";
import type { Navigation, Page } from "../page";
import { BuildForm } from "./build-form";
import { CompositionView } from "./composition-view";
import { DatasetTable } from "./dataset-table";
import { ExportPanel } from "./export-panel";

/** Named, versioned selections of episodes: make one, see what it is made of, take it out. */
export class DatasetsPage implements Page {
  readonly root: HTMLElement;
  private readonly note = element("p", { class: "hint list-note", role: "status", testId: "datasets-note" }, "Asking for the data sets…");
  private readonly detail = element("div", { class: "dataset-detail" });
  private readonly toasts = new Toasts();
  private readonly form = new BuildForm((wanted) => this.guarded(() => this.build(wanted)));
  private readonly table: DatasetTable;
  private readonly parts: { dispose(): void }[] = [];
  private disposed = false;

  /** @param chosen `NAME/VERSION`; empty for none */
  constructor(
    private readonly api: GatewayApi,
    private readonly chosen: string,
    private readonly navigation: Navigation,
  ) {
    this.table = new DatasetTable((dataset) => navigation.datasets(dataset));
    this.table.root.hidden = true;
    this.root = element(
      "main",
      { class: "page wide" },
      siteHeader("datasets", navigation),
      this.form.root,
      this.table.root,
      this.note,
      this.detail,
      this.toasts.root,
    );
    void this.guarded(async () => this.form.offer(await api.catalogue.values()));
    void this.guarded(() => this.list());
    if (chosen !== "") {
      void this.guarded(() => this.open());
    }
  }

  dispose(): void {
    this.disposed = true;
    this.parts.forEach((part) => part.dispose());
  }

  private async list(): Promise<void> {
    const datasets = await this.api.datasets.list();
    this.table.root.hidden = datasets.length === 0;
    this.table.show(datasets, this.chosen);
    setText(this.note, datasets.length === 0 ? "There is no data set yet. Choose above which episodes one is made of, and build it." : "");
  }

  private async open(): Promise<void> {
    const [name = "", number = ""] = this.chosen.split("/");
    const version = Number(number);
    this.detail.replaceChildren(element("p", { class: "hint" }, "Reading the episodes…"));
    try {
      const { document, composition } = await this.api.datasets.dataset(name, version);
      if (this.disposed) {
        return;
      }
      const view = new CompositionView(composition);
      const panel = new ExportPanel(this.api.datasets, name, version, (task) => this.guarded(task));
      this.parts.push(view, panel);
      this.detail.replaceChildren(element("h1", { testId: "dataset" }, `${name} `, element("span", { class: "dim" }, `@${version}`)), view.root, panel.root);
      if (document.leftOut.length > 0) {
        this.detail.append(element("p", { class: "hint" }, `Generated episodes left out, since what they come from is in both splits, or gone: ${document.leftOut.length}`));
      }
    } catch (error) {
      this.detail.replaceChildren();
      throw error;
    }
  }

  private async build(wanted: DatasetBuild): Promise<void> {
    const version = await this.api.datasets.build(wanted);
    if (!this.disposed) {
      this.navigation.datasets(`${wanted.name}/${version}`);
    }
  }

  private async guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (this.disposed) {
        return;
      }
      if (error instanceof GatewayError && error.code === "unauthorized") {
        this.navigation.signIn(`${sentence(error.message)} ${sentence(error.action)}`);
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      this.toasts.show("error", message, error instanceof GatewayError ? error.action : "");
      if (this.note.textContent?.endsWith("…") === true) {
        setText(this.note, "");
      }
    }
  }
}
