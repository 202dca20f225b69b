// Teaches the robot once, as a person would, in headless Chromium.
// Usage: node drive.mjs ADDRESS-OF-THE-FLEET-PAGE ROBOT FOLDER-FOR-SCREENSHOTS
// Prints one line of JSON: what was seen on the way, and the id of the sealed episode.
import process from "node:process";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.mjs";
import { pictureOf, pictureDifference } from "./picture.mjs";

const PATIENCE_MS = 60_000;
const SEAL_PATIENCE_MS = 90_000;

const [address, robot, screenshots] = process.argv.slice(2);

const browser = await chromium.launch({
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
    "--enable-unsafe-swiftshader",
  ],
});
const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
page.setDefaultTimeout(PATIENCE_MS);
const problems = [];
const statesSeen = new Set();
page.on("pageerror", (error) => problems.push(String(error)));
page.on("console", (message) => message.type() === "error" && problems.push(message.text()));

const part = (id) => page.getByTestId(id);

async function until(what, condition, patienceMs = PATIENCE_MS) {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`waited ${patienceMs} ms in vain until ${what}; errors on the page: ${await part("error").allTextContents()}`);
    }
    await page.waitForTimeout(50);
  }
}

async function toolPosition() {
  const text = await part("tcp").textContent();
  return text.split(",").map(Number.parseFloat);
}

/** Holds the deadman and a key. Where the arm was made to hold, presses the deadman again, as the page asks. */
async function driveUntil(what, key, condition) {
  await page.keyboard.down("Space");
  await page.keyboard.down(key);
  await until(what, async () => {
    const state = await part("state").textContent();
    statesSeen.add(state);
    if (state === "HOLDING") {
      await page.keyboard.up("Space");
      await page.keyboard.down("Space");
      await page.waitForTimeout(200);
    }
    return condition();
  });
  await page.keyboard.up(key);
  await page.keyboard.up("Space");
}

const distance = (a, b) => Math.hypot(...a.map((value, i) => value - b[i]));

try {
  await page.goto(address);
  await part(`robot-${robot}`).click();
  await until("the session is live", async () => (await part("session").textContent()) === "live");
  const secretLeft = page.url().includes("code=");

  await until("both cameras show a picture", async () =>
    (await Promise.all(["scene", "wrist"].map((name) => pictureOf(page, name)))).every((picture) => picture !== null),
  );
  const pictureBefore = await pictureOf(page, "scene");

  await part("lease").click();
  await until("the lease is ours", async () => (await part("lease-holder").textContent()).startsWith("you"));

  await page.keyboard.press("KeyR");
  await until("it records", async () => (await part("recording").textContent()).includes("REC"));

  const start = await toolPosition();
  await driveUntil("the arm has moved by 30 mm", "KeyE", async () => distance(start, await toolPosition()) > 30);
  await driveUntil("the arm has moved by 50 mm", "KeyA", async () => distance(start, await toolPosition()) > 50);
  await page.screenshot({ path: `${screenshots}/driving.png` });
  const pictureAfter = await pictureOf(page, "scene");
  const glassToGlass = await part("glass-to-glass").textContent();

  await page.keyboard.press("Enter");
  await until("the episode is sealed", async () => (await part("sealed-id").count()) > 0, SEAL_PATIENCE_MS);
  const episode = await part("sealed-id").getAttribute("data-episode");
  await page.screenshot({ path: `${screenshots}/sealed.png` });

  await page.keyboard.press("Escape");
  await until("the robot is stopped", async () => (await part("state").textContent()) === "STOPPED");
  await part("estop-clear").click();
  await until("the stop is cleared", async () => (await part("state").textContent()) !== "STOPPED");
  await part("lease").click();
  await until("nobody drives", async () => (await part("lease-holder").textContent()) === "nobody drives");

  console.log(
    JSON.stringify({
      episode,
      secretLeft,
      statesSeen: [...statesSeen],
      glassToGlass,
      movedMm: distance(start, await toolPosition()),
      brightness: pictureAfter.brightness,
      pictureChange: pictureDifference(pictureBefore, pictureAfter),
      problems,
    }),
  );
} catch (error) {
  await page.screenshot({ path: `${screenshots}/failed.png` });
  console.error(`${error.message}\nproblems: ${problems.join("\n")}\nscreenshot: ${screenshots}/failed.png`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
