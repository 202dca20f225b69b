// Looks through recorded episodes and labels them, as a person would, in headless Chromium.
// Usage: node episodes.mjs ADDRESS-OF-THE-EPISODES-PAGE FOLDER-FOR-SCREENSHOTS
// Prints one line of JSON: what was seen on the way.
import process from "node:process";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.mjs";

const PATIENCE_MS = 60_000;

const [address, screenshots] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: findChromium(),
  headless: true,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
page.setDefaultTimeout(PATIENCE_MS);
const problems = [];
page.on("pageerror", (error) => problems.push(String(error)));
page.on("console", (message) => message.type() === "error" && problems.push(message.text()));

const part = (id) => page.getByTestId(id);
const rows = () => part("episodes").locator("tr");
const text = (id) => part(id).textContent();

async function until(what, condition) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`waited ${PATIENCE_MS} ms in vain until ${what}`);
    }
    await page.waitForTimeout(50);
  }
}

const idOf = async (row) => (await row.getAttribute("data-testid")).replace("episode-", "");

try {
  await page.goto(address);
  await until("two episodes are listed", async () => (await rows().count()) === 2);
  const newest = await idOf(rows().nth(0));
  const oldest = await idOf(rows().nth(1));
  await until("both have a picture", async () =>
    page.evaluate(() => {
      const pictures = [...document.querySelectorAll("img.thumbnail")];
      return pictures.length === 2 && pictures.every((picture) => picture.naturalWidth > 0);
    }),
  );
  const counts = await text("counts");

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await until("the oldest is rejected", async () => (await text(`review-${oldest}`)) === "reject");
  await part("filter-review").selectOption("none");
  await until("only the newest has no review", async () => (await rows().count()) === 1 && (await idOf(rows().nth(0))) === newest);
  await part("filter-review").selectOption("");
  await until("both are listed again", async () => (await rows().count()) === 2);
  await page.screenshot({ path: `${screenshots}/episodes.png` });

  await part(`open-${newest}`).click();
  const pictures = () => page.evaluate(() => [...document.querySelectorAll(".replay-picture")].map((canvas) => Number(canvas.dataset.picture ?? "-1")));
  await until("every camera shows a picture", async () => {
    const shown = await pictures();
    return shown.length > 0 && shown.every((picture) => picture >= 0);
  });
  const first = await pictures();
  await page.keyboard.press("2");
  await page.keyboard.press("Space");
  await until("the pictures move on", async () => (await pictures()).every((picture, i) => picture > first[i] + 3));
  await page.keyboard.press("Space");
  const clock = await text("clock");
  await page.keyboard.press("k");
  await until("the label is shown", async () => (await part("held-review").count()) === 1);
  const held = await text("held-review");
  await page.screenshot({ path: `${screenshots}/replay.png` });

  console.log(JSON.stringify({ newest, oldest, counts, cameras: first.length, clock, held, problems }));
} catch (error) {
  await page.screenshot({ path: `${screenshots}/episodes-failed.png` });
  console.error(`${error.message}\nproblems: ${problems.join("\n")}\nscreenshot: ${screenshots}/episodes-failed.png`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
