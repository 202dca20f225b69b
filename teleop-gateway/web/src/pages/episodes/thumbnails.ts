import type { CatalogueApi } from "../../connection/catalogue-api";

const AT_A_TIME = 4;

/** Pictures of the rows that are in sight, a few asked for at a time. */
export class Thumbnails {
  private readonly watch: IntersectionObserver;
  private readonly waiting = new Map<HTMLImageElement, string>();
  private readonly addresses: string[] = [];
  private readonly stop = new AbortController();
  private asked = 0;

  constructor(private readonly catalogue: CatalogueApi) {
    this.watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const image = entry.target as HTMLImageElement;
        if (entry.isIntersecting) {
          this.watch.unobserve(image);
          this.waiting.set(image, image.dataset["episode"] ?? "");
        }
      }
      this.askForMore();
    });
  }

  /** @param image shows the picture of its data-episode as soon as it is in sight */
  show(image: HTMLImageElement): void {
    this.watch.observe(image);
  }

  dispose(): void {
    this.watch.disconnect();
    this.stop.abort();
    this.waiting.clear();
    this.addresses.forEach((address) => URL.revokeObjectURL(address));
  }

  private askForMore(): void {
    for (const [image, episode] of this.waiting) {
      if (this.asked === AT_A_TIME) {
        return;
      }
      this.waiting.delete(image);
      this.asked++;
      void this.ask(image, episode);
    }
  }

  private async ask(image: HTMLImageElement, episode: string): Promise<void> {
    try {
      const address = URL.createObjectURL(await this.catalogue.thumbnail(episode, this.stop.signal));
      this.addresses.push(address);
      image.src = address;
    } catch {
      // An episode without a camera has no picture.
    } finally {
      this.asked--;
      if (!this.stop.signal.aborted) {
        this.askForMore();
      }
    }
  }
}
