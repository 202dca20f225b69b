import type { EpisodeValues } from "../../connection/catalogue-api";
import { element } from "../../view/dom";

type Choice = readonly [value: string, label: string];

const ANY: Choice = ["", "any"];
const STORAGE_KEY = "teleloop.episode-filter";

/** What the list of episodes is narrowed down by. It is kept for this tab, so that one comes back to the same list. */
export class FilterBar {
  readonly root: HTMLElement;
  private readonly fields = new Map<string, HTMLSelectElement | HTMLInputElement>();

  constructor(private readonly changed: () => void) {
    this.root = element(
      "form",
      { class: "filters", testId: "filters" },
      this.select("origin", "made by", [["", "a robot"], ["generated", "generated"], ["all", "both"]]),
      this.select("task", "task", [ANY]),
      this.select("robot", "robot", [ANY]),
      this.select("operator", "operator", [ANY]),
      this.select("outcome", "outcome", [ANY]),
      this.select("review", "review", [ANY, ["none", "open"], ["keep", "keep"], ["reject", "reject"]]),
      this.input("qualityMin", "quality from", { type: "number", min: "0", max: "1", step: "0.05", placeholder: "0.0" }),
      this.input("from", "from", { type: "date" }),
      this.input("to", "before", { type: "date" }),
      this.select("label", "label", [ANY]),
      this.select("state", "stored", [["", "whole"], ["quarantined", "quarantined"], ["all", "both"]]),
    );
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) {
        // The keys are the list's again.
        event.target.blur();
      }
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(this.choices()));
      this.changed();
    });
    this.restore();
  }

  /** The list's parameters, without empty ones. */
  parameters(): Record<string, string> {
    const parameters: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.choices())) {
      if (name === "from" || name === "to") {
        parameters[name] = `${value}T00:00:00Z`;
      } else if (name === "label") {
        const [label, labelValue] = value.split("=");
        parameters["label"] = label ?? "";
        if (labelValue !== undefined) {
          parameters["labelValue"] = labelValue;
        }
      } else {
        parameters[name] = value;
      }
    }
    return parameters;
  }

  /** Offers the values that there are, and keeps what is chosen. */
  offer(values: EpisodeValues): void {
    this.fill("task", values.tasks);
    this.fill("robot", values.robots);
    this.fill("operator", values.operators);
    this.fill("outcome", values.outcomes);
    this.fill(
      "label",
      Object.entries(values.labels).flatMap(([name, all]) => [name, ...all.map((value) => `${name}=${value}`)]),
    );
  }

  private choices(): Record<string, string> {
    return Object.fromEntries([...this.fields].map(([name, field]) => [name, field.value]).filter(([, value]) => value !== ""));
  }

  private restore(): void {
    const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}") as Record<string, string>;
    for (const [name, value] of Object.entries(kept)) {
      const field = this.fields.get(name);
      if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) {
        field.append(element("option", { value }, value));
      }
      if (field !== undefined) {
        field.value = value;
      }
    }
  }

  private fill(name: string, values: readonly string[]): void {
    const field = this.fields.get(name);
    if (field instanceof HTMLSelectElement) {
      const chosen = field.value;
      const offered = chosen === "" || values.includes(chosen) ? values : [...values, chosen];
      field.replaceChildren(...[ANY, ...offered.map((value): Choice => [value, value])].map(option));
      field.value = chosen;
    }
  }

  private select(name: string, label: string, choices: readonly Choice[]): HTMLElement {
    const field = element("select", { name, testId: `filter-${name}` }, ...choices.map(option));
    this.fields.set(name, field);
    return element("label", {}, label, field);
  }

  private input(name: string, label: string, attributes: Readonly<Record<string, string>>): HTMLElement {
    const field = element("input", { name, testId: `filter-${name}`, ...attributes });
    this.fields.set(name, field);
    return element("label", {}, label, field);
  }
}

function option([value, label]: Choice): HTMLOptionElement {
  return element("option", { value }, label);
}
