import { element } from "../view/dom";
import type { Page } from "./page";

/** Asks for the operator's access code. */
export function signInPage(reason: string, onCode: (code: string) => void): Page {
  const field = element("input", {
    type: "password",
    name: "code",
    autocomplete: "current-password",
    required: "",
    "aria-label": "Access code",
    placeholder: "access code",
    testId: "access-code",
  });
  const form = element(
    "form",
    { class: "sign-in" },
    element("h1", {}, "Teleloop"),
    element("p", {}, "Enter your operator access code. The gateway prints it when it starts."),
    field,
    element("button", { type: "submit", class: "primary", testId: "sign-in" }, "Sign in"),
    element("p", { class: "problem", role: "alert", testId: "error" }, reason),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() !== "") {
      onCode(field.value.trim());
    }
  });
  const root = element("main", { class: "centred" }, form);
  queueMicrotask(() => field.focus());
  return { root, dispose: () => undefined };
}
