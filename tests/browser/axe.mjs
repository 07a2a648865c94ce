// node axe.mjs FILE.html... : axe-core on each page, wide, phone (320 px), dark and zoomed, all <details> closed and open.
// Prints violations, requests and sideways overflow; exit 1 if there is any.
import { chromium } from "playwright-core";
import axe from "axe-core";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const views = [
  { name: "wide", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "phone", viewport: { width: 320, height: 640 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  { name: "zoom", viewport: { width: 640, height: 450 }, colorScheme: "light" }, // 1280 px at 200%
];
let found = 0;
const say = (...words) => { found += 1; console.log(...words); };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const file of process.argv.slice(2)) {
  const address = pathToFileURL(resolve(file)).href;
  for (const { name, ...view } of views) {
    const context = await browser.newContext({ ...view, bypassCSP: false });
    const page = await context.newPage();
    page.on("request", (request) => {
      const url = request.url();
      if (url !== address && !url.startsWith("data:")) say(`${file} [${name}] request: ${url}`);
    });
    page.on("console", (message) => { if (message.type() === "error") say(`${file} [${name}] console: ${message.text()}`); });
    page.on("pageerror", (error) => say(`${file} [${name}] script: ${error.message}`));
    page.on("dialog", (dialog) => { say(`${file} [${name}] a dialog opened: ${dialog.message()}`); dialog.dismiss(); });
    await page.goto(address);
    await page.evaluate(() => { // what is not laid out yet would not be looked at
      const all = new CSSStyleSheet();
      all.replaceSync("* { content-visibility: visible !important; }");
      document.adoptedStyleSheets = [all];
    });
    for (const open of [false, true]) {
      if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      await page.evaluate(axe.source); // by the debugger, so the page's own policy stays on
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const v of result.violations) {
        say(`${file} [${name}${open ? ", open" : ""}] ${v.id} (${v.impact}): ${v.help}`);
        for (const node of v.nodes.slice(0, 3)) console.log("   ", node.target.join(" "), "-", node.failureSummary.replace(/\s+/g, " "));
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) say(`${file} [${name}${open ? ", open" : ""}] the page is ${over} px too wide`);
    }
    await context.close();
  }
}
await browser.close();
console.log(found ? `${found} problems` : "no violations, no requests, no overflow");
process.exit(found ? 1 : 0);
