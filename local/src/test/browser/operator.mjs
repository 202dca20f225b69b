// A person at the Drive page, in headless Chromium.
import process from "node:process";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.mjs";
import { pictureOf } from "./picture.mjs";

const PATIENCE_MS = 120_000;
/** After which a person who pressed a key and sees nothing looks what is wrong. */
const GLANCE_MS = 3000;

export class Operator {
  /** Errors of every page. */
  problems = [];
  statesSeen = new Set();
  /** What the Drive page told that went wrong. */
  #notices = new Set();
  #browser;
  #screenshots;

  /** A light page draws no twin, and a quarter of the pixels: where no graphics card draws, it is in time. */
  static async open(screenshots, { light = false } = {}) {
    const operator = new Operator();
    operator.#screenshots = screenshots;
    operator.#browser = await chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The twin is drawn without a graphics card.
        light ? "--disable-3d-apis" : "--enable-unsafe-swiftshader",
      ],
    });
    operator.context = await operator.#browser.newContext({ deviceScaleFactor: light ? 0.5 : 1 });
    operator.page = await operator.newPage(1600, 900);
    return operator;
  }

  async newPage(width, height) {
    const page = await this.context.newPage();
    await page.setViewportSize({ width, height });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.problems.push(message.text()));
    return page;
  }

  /** A part of the Drive page. */
  part(id) {
    return this.page.getByTestId(id);
  }

  text(id) {
    return this.part(id).textContent();
  }

  async until(what, condition, patienceMs = PATIENCE_MS) {
    const deadline = Date.now() + patienceMs;
    while (!(await condition())) {
      (await this.part("error").allTextContents()).forEach((notice) => this.#notices.add(notice));
      if (Date.now() > deadline) {
        throw new Error(`waited ${patienceMs} ms in vain until ${what}; the page said: ${[...this.#notices].join("; ")}`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  /** Opens the Drive page of a robot. */
  async watch(address, robot) {
    await this.page.goto(address);
    await this.part(`robot-${robot}`).click();
    await this.until("the session is live", async () => (await this.text("session")) === "live");
    await this.until("both cameras show a picture", async () =>
      (await Promise.all(["scene", "wrist"].map((name) => pictureOf(this.page, name)))).every((picture) => picture !== null),
    );
  }

  async takeControl() {
    await this.part("lease").click();
    await this.until("the lease is ours", () => this.#drives());
  }

  async #drives() {
    return (await this.text("lease-holder")).startsWith("you");
  }

  /** Tries again when the gateway was not ready to record, as its notice asks. */
  async record() {
    let tried = Number.NEGATIVE_INFINITY;
    await this.until("it records", async () => {
      if (Date.now() - tried > GLANCE_MS) {
        tried = Date.now();
        if (!(await this.#drives())) {
          await this.takeControl();
        }
        await this.page.keyboard.press("KeyR");
      }
      return (await this.text("recording")).includes("REC");
    });
  }

  /** Ends the episode as a success; returns its id when it is sealed. */
  async succeed() {
    await this.page.keyboard.press("Enter");
    await this.until("the episode is sealed", async () => (await this.part("sealed-id").count()) > 0);
    return this.part("sealed-id").getAttribute("data-episode");
  }

  /** Millimetres. */
  async toolPosition() {
    return (await this.text("tcp")).split(",").map(Number.parseFloat);
  }

  /** Holds the deadman and a key. Where the arm was made to hold, presses the deadman again, as the page asks. */
  async driveUntil(what, key, condition) {
    await this.page.keyboard.down("Space");
    await this.page.keyboard.down(key);
    await this.until(what, async () => {
      const state = await this.text("state");
      this.statesSeen.add(state);
      if (state === "HOLDING") {
        await this.page.keyboard.up("Space");
        await this.page.keyboard.down("Space");
        await this.page.waitForTimeout(200);
      }
      return condition();
    });
    await this.page.keyboard.up(key);
    await this.page.keyboard.up("Space");
  }

  async screenshot(name, page = this.page) {
    await page.screenshot({ path: `${this.#screenshots}/${name}.png` });
  }

  /** Prints what a task returns as one line of JSON, with the problems that the pages had. */
  async report(task) {
    try {
      console.log(JSON.stringify({ ...(await task(this)), problems: this.problems }));
    } catch (error) {
      await this.screenshot("failed");
      console.error(`${error.stack}\nproblems: ${this.problems.join("\n")}\nscreenshot: ${this.#screenshots}/failed.png`);
      process.exitCode = 1;
    } finally {
      await this.#browser.close();
    }
  }
}

export const distance = (a, b) => Math.hypot(...a.map((value, i) => value - b[i]));
