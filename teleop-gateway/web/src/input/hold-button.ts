/** A button that counts only while a finger or the mouse holds it. */
export class HoldButton {
  private readonly pointers = new Set<number>();

  constructor(private readonly button: HTMLElement) {
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      this.pointers.add(event.pointerId);
      this.show();
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      button.addEventListener(name, (event) => {
        this.pointers.delete(event.pointerId);
        this.show();
      });
    }
    button.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  isHeld(): boolean {
    return this.pointers.size > 0;
  }

  release(): void {
    this.pointers.clear();
    this.show();
  }

  private show(): void {
    this.button.classList.toggle("held", this.isHeld());
  }
}
