// Builds the pages into target/classes/web, from Maven or by hand: `node build.mjs`, `node build.mjs test`.
// Packages are installed, pages built and tests run only when something that they depend on has changed since.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(fileURLToPath(import.meta.url));
const outDir = join(web, "../target/classes/web");
const testStamp = join(web, "../target/web-tests-passed");
const installStamp = join(web, "node_modules/.package-lock.json");

const packageFiles = ["package.json", "package-lock.json"];
const sources = ["index.html", "public", "src", "tsconfig.json", "vite.config.ts", ...packageFiles];

function newest(path) {
  if (!existsSync(path)) {
    return 0;
  }
  const stats = statSync(path);
  return stats.isDirectory()
    ? Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
    : stats.mtimeMs;
}

function isNewer(inputs, output) {
  return Math.max(...inputs.map((input) => newest(join(web, input)))) > (existsSync(output) ? statSync(output).mtimeMs : 0);
}

function npm(...args) {
  const result = spawnSync("npm", args, { cwd: web, stdio: "inherit", shell: process.platform === "win32" });
  if (result.error) {
    console.error(`npm could not be started (${result.error.message}). Install Node.js 20.19 or newer with npm.`);
    process.exit(1);
  }
  if (result.status !== 0) {
    process.exit(result.status ?? 1);
  }
}

if (isNewer(packageFiles, installStamp)) {
  npm("ci", "--no-audit", "--no-fund", "--loglevel=error");
}
if (process.argv[2] === "test") {
  if (isNewer([...sources, "test"], testStamp)) {
    npm("run", "--silent", "test");
    mkdirSync(dirname(testStamp), { recursive: true });
    writeFileSync(testStamp, "");
  }
} else if (isNewer(sources, join(outDir, "index.html"))) {
  npm("run", "--silent", "build");
}
