// Finds recorded episodes, plays one back, labels them and makes a data set of them, as a person would, in headless
// Chromium.
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
const picture = (name) => page.screenshot({ path: `${screenshots}/${name}.png` });

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
const listed = async (...ids) => {
  const shown = await rows().evaluateAll((all) => all.map((row) => row.dataset.testid.replace("episode-", "")));
  return shown.join() === ids.join();
};

/** What the cameras show: the number of the picture, and the picture. */
const cameras = () => page.evaluate(() => [...document.querySelectorAll(".replay-picture")].map((canvas) => ({ number: Number(canvas.dataset.picture ?? "-1"), picture: canvas.toDataURL("image/jpeg", 0.5) })));

/** Moves the hand of the scrubber and returns what all cameras show then, when they show the same moment. */
async function picturesAt(share) {
  const before = (await cameras()).map(({ number }) => number);
  await part("scrubber").evaluate((slider, to) => {
    slider.value = String(Number(slider.max) * to);
    slider.dispatchEvent(new Event("input"));
  }, share);
  let shown = [];
  await until(`every camera shows the moment at ${share}`, async () => {
    shown = await cameras();
    const numbers = shown.map(({ number }) => number);
    return numbers.every((number, i) => number !== before[i]) && Math.max(...numbers) - Math.min(...numbers) <= 2;
  });
  return shown.map((camera) => camera.picture);
}

try {
  await page.goto(address);
  await until("two episodes are listed", async () => (await rows().count()) === 2);
  const newest = await idOf(rows().nth(0));
  const oldest = await idOf(rows().nth(1));
  await until("both have a picture", async () =>
    page.evaluate(() => {
      const pictures = [...document.querySelectorAll("img.thumbnail")];
      return pictures.length === 2 && pictures.every((shown) => shown.naturalWidth > 0);
    }),
  );
  const counts = await text("counts");

  await part("choose-all").check();
  await page.keyboard.press("k");
  await until("both are kept", async () => (await text(`review-${newest}`)) === "keep" && (await text(`review-${oldest}`)) === "keep");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await until("the oldest is rejected", async () => (await text(`review-${oldest}`)) === "reject");
  await picture("episodes");
  await part("filter-outcome").selectOption("failure");
  await until("the one that failed is listed", async () => listed(oldest));
  await part("filter-review").selectOption("keep");
  await until("none is listed", async () => listed());
  await picture("episodes-none");
  await part("filter-outcome").selectOption("");
  await until("the one that is kept is listed", async () => listed(newest));
  await part("filter-review").selectOption("");
  await until("both are listed again", async () => listed(newest, oldest));

  await part(`open-${newest}`).click();
  await until("every camera shows a picture", async () => {
    const shown = await cameras();
    return shown.length > 0 && shown.every(({ number }) => number >= 0);
  });
  const early = await picturesAt(0.2);
  const late = await picturesAt(0.8);
  const changed = early.filter((shown, i) => shown !== late[i]).length;
  await picture("replay");
  await part("scrubber").focus();
  await page.keyboard.press("8");
  await page.keyboard.press("Space");
  await until("it plays", async () => (await part("play").getAttribute("aria-pressed")) === "true" || (await atEnd()));
  await until("it plays to its end", atEnd);
  const clock = await text("clock");
  await page.keyboard.press("f");
  await until("the label is shown", async () => (await text("held-outcome")).includes("failure"));
  const held = await text("held-outcome");
  await page.keyboard.press("Escape");
  await until("the table has the label", async () => (await rows().count()) === 2 && (await text(`outcome-${newest}`)) === "failure");
  const dataset = await makeDataset();
  await page.goBack();
  await page.goBack();
  await until("the episodes are listed again", async () => (await rows().count()) === 2);
  const seen = [...problems];

  await page.setViewportSize({ width: 420, height: 860 });
  await picture("episodes-narrow");
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.route("**/api/episodes*", (route) => route.fulfill({ status: 503, json: { type: "error", code: "catalogue-away", message: "the catalogue does not answer", action: "see that it runs, then ask again" } }));
  await page.reload();
  await until("the page says what is away", async () => (await text("episodes-note")).includes("The catalogue does not answer. See that it runs"));
  await picture("episodes-away");

  console.log(JSON.stringify({ newest, oldest, counts, cameras: early.length, changed, clock, held, dataset, problems: seen }));
} catch (error) {
  await picture("episodes-failed");
  console.error(`${error.message}\nproblems: ${problems.join("\n")}\nscreenshot: ${screenshots}/episodes-failed.png`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** Builds a data set of all episodes, exports it and saves its table. */
async function makeDataset() {
  await page.setViewportSize({ width: 1600, height: 900 });
  await part("go-datasets").click();
  await until("tasks are offered", async () => (await part("build-task").locator("option").count()) > 0);
  await part("build-name").fill("first-two");
  await part("build-outcome").selectOption("");
  await part("build").click();
  await until("the starts are drawn", async () => (await part("scatter").getAttribute("data-points")) === "2");
  const real = await text("group-real");
  const starts = await text("starts-real");
  await part("export").click();
  await until("progress is told", async () => /of 2 episodes/.test(await text("export-state")) || (await part("files").locator("a").count()) > 0);
  await picture("datasets-exporting");
  await until("the files are offered", async () => (await part("files").locator("a").count()) > 0);
  const saving = page.waitForEvent("download");
  await part("file-data/chunk-000/file-000.parquet").click();
  const table = `${screenshots}/first-two.parquet`;
  await (await saving).saveAs(table);
  const listed = await part("datasets").locator("tr").allTextContents();
  await picture("datasets");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${screenshots}/datasets-phone.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.setViewportSize({ width: 1280, height: 860 });
  return { real, starts, exported: await text("export-state"), table, listed, overflow };
}

async function atEnd() {
  const [now, end] = (await text("clock")).replace(" s", "").split(" / ");
  return now === end;
}
