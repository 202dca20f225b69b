import "./style/main.css";
import { AccessCode } from "./connection/access-code";
import { GatewayApi } from "./connection/gateway-api";
import { DatasetsPage } from "./pages/datasets/datasets-page";
import { DrivePage } from "./pages/drive/drive-page";
import { EpisodesPage } from "./pages/episodes/episodes-page";
import { FleetPage } from "./pages/fleet";
import { LearnPage } from "./pages/learn/learn-page";
import type { Navigation, Page } from "./pages/page";
import { ReplayPage } from "./pages/replay/replay-page";
import { signInPage } from "./pages/sign-in";

/**
 * Shows the page that the address asks for: `?robot=NAME` is the Drive page of that robot, `?learn=POLICY` the Learn
 * page, `?episodes` the Episodes page, `?episode=ID` plays one back, `?datasets=NAME/VERSION` the Datasets page, else
 * the fleet.
 */
class Application implements Navigation {
  private page: Page | null = null;

  constructor(private readonly root: HTMLElement) {
    window.addEventListener("popstate", () => this.route());
    // An access code may be pasted into the address of an open page.
    window.addEventListener("hashchange", () => this.route());
    this.route();
  }

  fleet(): void {
    this.go(location.pathname);
  }

  drive(robot: string): void {
    this.go(`?robot=${encodeURIComponent(robot)}`);
  }

  learn(policy: string | null): void {
    this.go(`?learn=${encodeURIComponent(policy ?? "")}`);
  }

  episodes(): void {
    this.go("?episodes=");
  }

  replay(episode: string): void {
    this.go(`?episode=${encodeURIComponent(episode)}`);
  }

  datasets(chosen: string | null): void {
    this.go(`?datasets=${chosen ?? ""}`);
  }

  signIn(reason: string): void {
    AccessCode.forget();
    this.show(() =>
      signInPage(reason, (code) => {
        AccessCode.keep(code);
        this.route();
      }),
    );
  }

  private go(address: string): void {
    history.pushState(null, "", address);
    this.route();
  }

  private route(): void {
    const code = AccessCode.read();
    if (code === null) {
      this.signIn("");
      return;
    }
    const api = new GatewayApi(code);
    const address = new URLSearchParams(location.search);
    const robot = address.get("robot");
    const policy = address.get("learn");
    const episode = address.get("episode");
    const datasets = address.get("datasets");
    if (robot !== null) {
      document.title = `${robot} · Teleloop`;
      this.show(() => new DrivePage(api, robot, this));
    } else if (policy !== null) {
      document.title = "Learn · Teleloop";
      this.show(() => new LearnPage(api, policy === "" ? null : policy, this));
    } else if (episode !== null) {
      document.title = "Replay · Teleloop";
      this.show(() => new ReplayPage(api.catalogue, episode, this));
    } else if (address.has("episodes")) {
      document.title = "Episodes · Teleloop";
      this.show(() => new EpisodesPage(api.catalogue, this));
    } else if (datasets !== null) {
      document.title = "Datasets · Teleloop";
      this.show(() => new DatasetsPage(api, datasets, this));
    } else {
      document.title = "Teleloop";
      this.show(() => new FleetPage(api, this));
    }
  }

  /** The old page ends before the new one begins, so that two never drive at once. */
  private show(create: () => Page): void {
    this.page?.dispose();
    this.page = null;
    this.page = create();
    this.root.replaceChildren(this.page.root);
  }
}

const root = document.getElementById("app");
if (root === null) {
  throw new Error("index.html has no element with the id app");
}
new Application(root);
