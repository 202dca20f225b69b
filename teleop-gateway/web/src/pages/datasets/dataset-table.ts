import type { DatasetSummary } from "../../connection/datasets-api";
import { element } from "../../view/dom";

const COLUMNS = ["data set", "task", "by robots", "generated", "steps"];

/** All versions of all data sets, the newest of each first; one of them is looked at. */
export class DatasetTable {
  readonly root: HTMLElement;
  private readonly body = element("tbody", { testId: "datasets" });

  /** @param open called with `NAME/VERSION` */
  constructor(private readonly open: (chosen: string) => void) {
    this.root = element(
      "table",
      { class: "dataset-table" },
      element("thead", {}, element("tr", {}, ...COLUMNS.map((name) => element("th", {}, name)))),
      this.body,
    );
  }

  show(datasets: readonly DatasetSummary[], chosen: string): void {
    const sorted = [...datasets].sort((a, b) => a.name.localeCompare(b.name) || b.version - a.version);
    this.body.replaceChildren(...sorted.map((dataset) => this.row(dataset, chosen)));
  }

  private row(dataset: DatasetSummary, chosen: string): HTMLElement {
    const id = `${dataset.name}/${dataset.version}`;
    const link = element("a", { href: `?datasets=${id}`, testId: `open-${id}` }, `${dataset.name} `, element("span", { class: "dim" }, `@${dataset.version}`));
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && event.button === 0) {
        event.preventDefault();
        this.open(id);
      }
    });
    const number = (value: number): HTMLElement => element("td", { class: "number" }, value.toLocaleString("en"));
    return element(
      "tr",
      { class: id === chosen ? "chosen" : undefined },
      element("td", {}, link),
      element("td", { class: "dim" }, dataset.task),
      number(dataset.real.episodes),
      number(dataset.generated.episodes),
      // Both counts, never their sum.
      element("td", { class: "number dim" }, `${dataset.real.steps.toLocaleString("en")} + ${dataset.generated.steps.toLocaleString("en")}`),
    );
  }
}
