import type { EpisodeValues } from "../../connection/catalogue-api";
import type { DatasetBuild } from "../../connection/datasets-api";
import { element } from "../../view/dom";

type Choice = readonly [value: string, label: string];

const ANY: Choice = ["", "any"];

/** What a new version of a data set is to be made of. */
export class BuildForm {
  readonly root: HTMLFormElement;
  private readonly name = element("input", {
    testId: "build-name",
    required: "",
    pattern: "[a-z0-9][a-z0-9\\-]{0,62}",
    title: "lower-case letters, digits and hyphens",
    placeholder: "peg-successes",
    autocomplete: "off",
  });
  private readonly task = this.select("task", []);
  private readonly origin = this.select("origin", [["real", "robots"], ["any", "both"], ["generated", "generation"]]);
  private readonly outcome = this.select("outcome", [["success", "success"], ["failure", "failure"], ANY]);
  private readonly operator = this.select("operator", [ANY]);
  private readonly quality = element("input", { testId: "build-quality", type: "number", min: "0", max: "1", step: "0.05", placeholder: "0.0" });
  private readonly validation = element("input", { testId: "build-validation", type: "number", min: "0", max: "90", step: "5", value: "0" });
  private readonly submit = element("button", { type: "submit", class: "primary", testId: "build" }, "Build");

  constructor(build: (wanted: DatasetBuild) => Promise<void>) {
    const field = (label: string, input: HTMLElement): HTMLElement => element("label", {}, label, input);
    this.root = element(
      "form",
      { class: "filters build-form" },
      field("name", this.name),
      field("task", this.task),
      field("made by", this.origin),
      field("outcome", this.outcome),
      field("operator", this.operator),
      field("quality from", this.quality),
      field("% for validation", this.validation),
      this.submit,
    );
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit.disabled = true;
      void build(this.wanted()).finally(() => (this.submit.disabled = false));
    });
  }

  /** Offers the values that there are. */
  offer(values: EpisodeValues): void {
    const choices = (texts: readonly string[]): HTMLOptionElement[] => texts.map((text) => option([text, text]));
    this.task.replaceChildren(...choices(values.tasks));
    this.operator.replaceChildren(option(ANY), ...choices(values.operators));
  }

  private wanted(): DatasetBuild {
    const one = (value: string): string[] => (value === "" ? [] : [value]);
    return {
      name: this.name.value,
      task: this.task.value,
      origin: this.origin.value,
      outcomes: one(this.outcome.value),
      operators: one(this.operator.value),
      least: this.quality.value === "" ? {} : { quality: this.quality.valueAsNumber },
      validation: (this.validation.valueAsNumber || 0) / 100,
    };
  }

  private select(name: string, choices: readonly Choice[]): HTMLSelectElement {
    return element("select", { testId: `build-${name}` }, ...choices.map(option));
  }
}

function option([value, label]: Choice): HTMLOptionElement {
  return element("option", { value }, label);
}
