// node lab.mjs FOLDER [light|dark] [stem …]: JupyterLab as `make lab` starts it, in a clone of what is committed, in a browser. Each
// notebook is opened, run from top to bottom and saved, in the light theme and in the dark one; links are followed,
// a parameter is changed. Pictures go to FOLDER. Prints what is wrong, and what saving changed; exit 1 if anything is.
import { chromium } from "playwright-core";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const shots = resolve(process.argv[2] ?? join(root, ".cache/lab"));
const asked = process.argv.slice(3);
const themes = [["light", "JupyterLab Light"], ["dark", "JupyterLab Dark"]];
const inThemes = themes.filter(([theme]) => asked.includes(theme));
const only = asked.filter((one) => !themes.some(([theme]) => theme === one)); // stems of notebooks, else all
const work = mkdtempSync(join(tmpdir(), "lab-"));
const home = join(work, "home"), clone = join(work, "clone");
const git = (...words) => execFileSync("git", ["-C", clone, ...words], { encoding: "utf8", maxBuffer: 1e9 });
let found = 0;
const say = (...words) => { found += 1; console.log(...words); };
const minutes = (since) => ((Date.now() - since) / 60000).toFixed(1);

mkdirSync(shots, { recursive: true });
execFileSync("git", ["clone", "--quiet", root, clone]);
symlinkSync(join(root, ".venv"), join(clone, ".venv")); // the helpers are those of the checkout
const books = readdirSync(join(clone, "notebooks")).filter((name) => name.endsWith(".ipynb")).sort()
  .filter((name) => !only.length || only.includes(name.replace(".ipynb", "")));

// A reader's own settings, which `make lab` leaves in force.
const setTheme = (theme) => {
  const folder = join(home, ".jupyter/lab/user-settings/@jupyterlab/apputils-extension");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "themes.jupyterlab-settings"), JSON.stringify({ theme }));
};

async function serve() {
  const env = { ...process.env, HOME: home, BROWSER: "true" };
  const server = spawn("make", ["--no-print-directory", "lab"], { cwd: clone, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((done, fail) => {
    const read = (text) => {
      said += text;
      const url = said.match(/http:\/\/(127\.0\.0\.1|localhost):\d+\/lab\S*token=\w+/);
      if (url) done(url[0]);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("exit", () => fail(new Error(`JupyterLab did not start:\n${said}`)));
    setTimeout(() => fail(new Error(`JupyterLab did not start in two minutes:\n${said}`)), 120000).unref();
  });
  return { address, log: () => said, stop: () => new Promise((done) => {
    server.removeAllListeners("exit");
    server.on("exit", done);
    process.kill(-server.pid, "SIGTERM");
  }) };
}

const open = async (page, address, name) => {
  const url = new URL(address);
  const asked = { headers: { authorization: `token ${url.searchParams.get("token")}` } };
  for (const one of await (await fetch(`${url.origin}/api/sessions`, asked)).json()) // one kernel at a time
    await fetch(`${url.origin}/api/sessions/${one.id}`, { ...asked, method: "DELETE" });
  await page.goto(`${url.origin}/lab/tree/notebooks/${name}?reset&${url.search.slice(1)}`);
  await page.locator(".jp-NotebookPanel:visible .jp-Cell").first().waitFor({ timeout: 60000 });
  await idle(page);
};

// A kernel that is idle, and no cell that waits.
const idle = async (page) => {
  await page.evaluate(() => { delete window.quietSince; });
  await page.waitForFunction(() => {
    const panel = [...document.querySelectorAll(".jp-NotebookPanel")].find((one) => one.offsetParent);
    const waits = [...panel.querySelectorAll(".jp-InputPrompt")].some((one) => one.textContent.includes("*"));
    const bar = document.querySelector("#jp-main-statusbar")?.textContent ?? "";
    const quiet = /\| Idle/.test(bar) && !waits, now = Date.now();
    window.quietSince = quiet ? window.quietSince ?? now : undefined;
    return quiet && now - window.quietSince > 1500;
  }, null, { timeout: 600000, polling: 250 });
};

const choose = async (page, menu, item) => {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: new RegExp(`^${item}$`) }).first().click();
};

const runAll = async (page) => {
  await choose(page, "Run", "Run All Cells");
  await page.waitForTimeout(800);
  await idle(page);
};

const failures = async (page, what) => {
  for (const text of await page.locator(".jp-NotebookPanel:visible .jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").allInnerTexts())
    say(`${what}: an error: ${text.split("\n")[0]}`);
};

// As tall as the notebook, so that all of it is drawn.
const picture = async (page, name) => {
  const top = () => page.evaluate(() => {
    for (const one of document.querySelectorAll(".jp-WindowedPanel-outer")) one.scrollTop = 0;
  });
  await page.setViewportSize({ width: 1440, height: 12000 });
  await top();
  await page.waitForTimeout(1500);
  const end = await page.evaluate(() => Math.max(...[...document.querySelectorAll(".jp-Cell")]
    .filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().bottom)));
  await page.setViewportSize({ width: 1440, height: Math.min(Math.max(Math.ceil(end) + 120, 900), 12000) });
  await top();
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

const saved = (name) => JSON.parse(readFileSync(join(clone, "notebooks", name), "utf8"));

async function whole(page, address, name, theme) {
  const begun = Date.now(), stem = name.replace(".ipynb", "");
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, address, name);
  await runAll(page);
  await picture(page, `${theme}_${stem}`);
  await failures(page, name);
  await choose(page, "File", "Save Notebook");
  await page.waitForTimeout(1000);
  for (const cell of saved(name).cells.filter((one) => one.cell_type === "code")) {
    const first = cell.source.join("").split("\n")[0];
    if (cell.execution_count === null && first) say(`${name}: not run: ${first}`);
    for (const output of cell.outputs) if (output.output_type === "error") say(`${name}: ${output.ename}: ${output.evalue}`);
  }
  console.log(`${name} ${theme}: ${minutes(begun)} min`);
}

// Saving may change the version of Python and how often a cell was run; all else would be news in git.
function changed(diff) {
  writeFileSync(join(shots, "saved.diff"), diff);
  let name = "";
  const more = {};
  for (const line of diff.split("\n")) {
    if (line.startsWith("+++")) name = line.slice(6);
    else if (/^[-+](?!--)/.test(line) && !/^[-+]\s*"(version|pygments_lexer|execution_count)": /.test(line)) more[name] ??= line;
  }
  for (const [file, line] of Object.entries(more)) say(`${file}: saving changes more than the version: ${line.slice(0, 120)}`);
}

// Where a link of a notebook leads: its target is seen, in this notebook or in another one.
async function follow(page, address, name) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, address, name);
  const links = await page.locator(".jp-NotebookPanel:visible .jp-RenderedHTMLCommon a[href*='#']:not(.jp-InternalAnchorLink)").evaluateAll(
    (all) => all.map((one) => ({ text: one.innerText, href: one.getAttribute("href"), data: one.href })));
  return links;
}

// JupyterLab gives a cell its place in the notebook, not its id.
const where = (file, id) => {
  const cell = id.match(/^cell-id=(.+)/)?.[1];
  return cell ? `.jp-Cell[data-windowed-list-index="${saved(file).cells.findIndex((one) => one.id === cell)}"]` : `[id="${id}"]`;
};

const visible = (page, selector) => page.waitForFunction((wanted) => {
  const target = [...document.querySelectorAll(wanted)].find((one) => one.offsetParent);
  if (!target) return false;
  const { top, bottom } = target.getBoundingClientRect();
  return bottom > 60 && top < innerHeight - 60;
}, selector, { timeout: 20000 }).then(() => true, () => false);

async function links(page, address) {
  let inside = 0, across = 0;
  for (const name of books) {
    if (inside && across) break;
    const known = await follow(page, address, name);
    for (const link of known) {
      const [file, id] = [decodeURIComponent(link.data.split("#")[0]).split("/").pop().split("?")[0], decodeURIComponent(link.data.split("#")[1])];
      const other = file !== name;
      if (!file.endsWith(".ipynb") || (other ? across : inside)) continue;
      await page.locator(".jp-NotebookPanel:visible a", { hasText: link.text }).first().click();
      if (other) await page.locator(".lm-DockPanel-tabBar .lm-mod-current", { hasText: file }).waitFor({ timeout: 20000 });
      await page.waitForTimeout(other ? 4000 : 0); // the other notebook is opened, then scrolled
      const seen = await visible(page, where(file, id));
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(shots, `link_${other ? "across" : "inside"}.png`) });
      console.log(`${name}: "${link.text}" leads to ${file}, ${id}: ${seen ? "seen" : "NOT SEEN"}`);
      if (!seen) say(`${name}: the link "${link.text}" to ${link.href} does not show ${id}`);
      if (other) { across += 1; await open(page, address, name); } else inside += 1;
      if (inside && across) break;
    }
  }
  if (!inside || !across) say(`No link was followed ${inside ? "into another notebook" : "inside a notebook"}`);
}

// Types a value into the cell of parameters and runs all; gives what the notebook then says.
async function chosen(page, address, name, parameter, value, shot) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, address, name);
  const line = page.locator(".jp-NotebookPanel:visible .jp-CodeCell .cm-line", { hasText: new RegExp(`^${parameter}: `) }).first();
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(`${parameter} = ${JSON.stringify(value)}`);
  await runAll(page);
  await picture(page, shot);
  return page.locator(".jp-NotebookPanel:visible .jp-OutputArea").allInnerTexts().then((all) => all.join("\n"));
}

async function parameters(page, address) {
  const name = books.find((one) => /^host: str/m.test(saved(one).cells.map((cell) => cell.source.join("")).join("\n"))
    && /report\.topics\(/.test(JSON.stringify(saved(one)))) ?? books[0];
  const host = readFileSync(join(clone, "data", readFileSync(join(clone, "data/default"), "utf8").trim(), "hosts.csv"), "utf8").split("\n")[1].split(",")[0];
  const told = await chosen(page, address, name, "host", host, "host");
  if (!told.includes(host)) say(`${name}: host = "${host}" changes nothing that is seen`);
  await failures(page, `${name}, host = "${host}"`);
  const typo = host.slice(0, -2) + host.slice(-1);
  const said = await chosen(page, address, name, "host", typo, "typo");
  const sentence = said.split("\n").find((one) => one.includes("There is no host"));
  console.log(`${name}, host = "${typo}": ${sentence ?? "no sentence"}`);
  if (!sentence?.includes(`Did you mean '${host}'?`)) say(`${name}: a typo gives no sentence with the nearest name`);
  if (said.includes("Traceback")) say(`${name}: a typo gives a traceback`);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const begun = Date.now();
let server;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, async () => { await server?.stop(); process.exit(130); });
try {
  for (const [theme, name] of inThemes.length ? inThemes : themes) {
    setTheme(name);
    server = await serve();
    const { origin } = new URL(server.address);
    const page = await (await browser.newContext()).newPage();
    page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) say(`a request: ${request.url()}`); });
    page.on("pageerror", (error) => say(`a script: ${error.message}`));
    page.on("dialog", (dialog) => dialog.accept());
    for (const book of books) await whole(page, server.address, book, theme);
    if (theme === "light") {
      console.log("What git says after run all and save:", git("diff", "--stat") || "nothing");
      changed(git("diff", "-U0"));
      await links(page, server.address);
      git("checkout", "--quiet", ".");
      await parameters(page, server.address);
    }
    await page.context().close();
    await server.stop();
    server = undefined;
  }
} finally {
  await browser.close();
  await server?.stop().catch(() => {});
  rmSync(work, { recursive: true, force: true });
}
console.log(`${minutes(begun)} minutes; ${found ? `${found} problems` : "no problems"}; pictures in ${shots}`);
process.exit(found ? 1 : 0);
