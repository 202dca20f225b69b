type Child = Node | string;

interface Attributes {
  readonly class?: string;
  readonly testId?: string;
  readonly title?: string;
  readonly [attribute: string]: string | undefined;
}

/** Creates an element. Text is always set as text, never as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      node.setAttribute(name === "testId" ? "data-testid" : name, value);
    }
  }
  node.append(...children);
  return node;
}

export function button(
  label: string,
  attributes: Attributes,
  onClick: () => void,
): HTMLButtonElement {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", () => {
    onClick();
    // Otherwise the space bar, which is the deadman, would press the button again.
    node.blur();
  });
  return node;
}

/** Sets the text only when it changed, so that the page is not laid out anew at every state message. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function requireContext(canvas: HTMLCanvasElement, options?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", options);
  if (context === null) {
    throw new Error("This browser has no 2-D canvas; the page cannot draw without it.");
  }
  return context;
}

/** Makes the canvas as sharp as the screen and clears it. Returns its size in CSS pixels, which the context then uses. */
export function fitCanvas(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): { width: number; height: number } {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const ratio = Math.min(devicePixelRatio, 2);
  const pixelWidth = Math.round(width * ratio);
  const pixelHeight = Math.round(height * ratio);
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { width, height };
}
