/** Full deflection, in CSS pixels from where the finger came down. */
const REACH_PX = 56;

/** One on-screen pad for a thumb or the mouse: its deflection counts from where the finger came down. */
export class ThumbPad {
  private pointer: number | null = null;
  private startX = 0;
  private startY = 0;
  private x = 0;
  private y = 0;

  /**
   * @param surface takes the pointer
   * @param knob is moved to show the deflection
   */
  constructor(
    private readonly surface: HTMLElement,
    private readonly knob: HTMLElement,
  ) {
    surface.addEventListener("pointerdown", (event) => this.down(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", (event) => this.up(event));
    surface.addEventListener("pointercancel", (event) => this.up(event));
    surface.addEventListener("lostpointercapture", (event) => this.up(event));
  }

  /** Right and up, −1…1 each. */
  deflection(): { readonly right: number; readonly up: number } {
    return { right: this.x, up: this.y };
  }

  isIdle(): boolean {
    return this.pointer === null;
  }

  release(): void {
    this.pointer = null;
    this.place(0, 0);
  }

  private down(event: PointerEvent): void {
    if (this.pointer !== null) {
      return;
    }
    event.preventDefault();
    this.pointer = event.pointerId;
    this.surface.setPointerCapture(event.pointerId);
    this.startX = event.clientX;
    this.startY = event.clientY;
    this.place(0, 0);
  }

  private move(event: PointerEvent): void {
    if (event.pointerId === this.pointer) {
      const right = (event.clientX - this.startX) / REACH_PX;
      const up = (this.startY - event.clientY) / REACH_PX;
      const length = Math.max(1, Math.hypot(right, up));
      this.place(right / length, up / length);
    }
  }

  private up(event: PointerEvent): void {
    if (event.pointerId === this.pointer) {
      this.release();
    }
  }

  private place(right: number, up: number): void {
    this.x = right;
    this.y = up;
    this.knob.style.transform = `translate(${right * REACH_PX}px, ${-up * REACH_PX}px)`;
  }
}
