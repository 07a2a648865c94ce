// node page.mjs FILE.html: a reader's walk through a built page, by script, by keyboard, on a phone, without script.
// Prints what went wrong; exit 1 if anything did. CHROMIUM= is the browser's path.
import { chromium } from "playwright-core";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const address = pathToFileURL(resolve(process.argv[2])).href;
let wrong = 0;
const check = (holds, ...words) => { if (!holds) { wrong += 1; console.log("wrong:", ...words); } };
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function opened(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("request", (one) => check(one.url().startsWith(address) || one.url().startsWith("data:"), "a request:", one.url()));
  page.on("console", (one) => check(!["error", "warning"].includes(one.type()), "console:", one.text()));
  page.on("pageerror", (error) => check(false, "script:", error.message));
  await page.goto(address);
  return page;
}

const data = (page) => page.evaluate(() => JSON.parse(document.getElementById("known-data").textContent));
const here = (page) => page.evaluate(() => {
  const one = document.activeElement;
  return { hash: location.hash, id: one.id, text: one.textContent, known: one.classList.contains("known"), row: one.tagName === "TR" };
});
// Those in the text: a number in a fold is not to be clicked.
const inText = (page) => page.locator("main p:not(.note) a.known, main li a.known");
const panel = (page) => page.locator("#known");

// -- ten numbers to their statement and back

async function numbers(page) {
  const told = (await data(page)).told, links = inText(page), count = await links.count();
  let walked = 0;
  for (let place = 0; place < count && walked < 10; place += Math.max(1, Math.floor(count / 40))) {
    const link = links.nth(place), number = (await link.textContent()).trim();
    const one = told[await link.getAttribute("data-known")];
    if (!one.i) continue;
    walked += 1;
    await link.click();
    check(await panel(page).isVisible(), number, "opened no panel");
    check((await panel(page).locator("b").first().textContent()) === number, number, "is not what its panel tells");
    const ids = await panel(page).locator("li > a.id").allTextContents();
    check(one.i.every((id) => ids.includes(id)), number, "rests on", one.i, "its panel names", ids);
    const first = panel(page).locator("li > a.id").first(), id = await first.textContent();
    await first.click();
    await page.waitForFunction((name) => document.activeElement.id === name, id, { timeout: 3000 }).catch(() => {});
    const at = await here(page);
    check(at.row && at.hash === `#${id}` && at.id === id, number, "led to", at.hash, "not", id);
    check(await page.locator(`[id="${id}"]`).isVisible(), id, "is not visible: its fold is closed");
    await page.goBack();
    await page.waitForFunction(() => document.activeElement.classList.contains("known"), null, { timeout: 3000 }).catch(() => {});
    check((await here(page)).text.trim() === number, number, "is not where the way back leads:", (await here(page)).text);
  }
  if (!told.some((one) => one.i)) console.log("not walked: this page has no statements");
  else check(walked === 10 || walked === count, "only", walked, "numbers of", count);
}

// -- one range to its claims, and a claim "without it"

async function range(page) {
  const told = (await data(page)).told;
  const place = await page.evaluate((known) => [...document.querySelectorAll("td a.known")].findIndex((one) => known[one.dataset.known].s === "bounded"), told);
  if (place < 0) return;
  const link = page.locator("td a.known").nth(place);
  await link.evaluate((one) => { one.closest("details").open = true; });
  await link.click();
  const one = told[await link.getAttribute("data-known")];
  const names = await panel(page).locator("a.id").allTextContents();
  check([...one.i, ...(one.h ?? []).flat()].every((id) => names.includes(id) || id.includes(" ")), "the range's panel names", names, "not all of", one.i, one.h);
  const fold = panel(page).locator("details.without").first();
  if (await page.locator("tr details.without").count()) {
    await fold.locator("summary").click();
    check((await fold.locator("li").first().textContent()).length > 10, "'Without it' says nothing");
  } else console.log("not walked: this page holds nothing of what would change without a claim");
  await page.keyboard.press("Escape");
  check(!(await panel(page).isVisible()), "Esc does not close the panel");
  check((await here(page)).known, "the focus is not on the number again");
}

// -- of a range a dataset in which it is lowest, one in which it is highest, and what else is so there

async function ends(page) {
  const told = (await data(page)).told;
  const places = await page.evaluate((known) => [...document.querySelectorAll("td a.known")].flatMap((one, place) =>
    (known[one.dataset.known].d?.every((end) => end !== null) && !one.textContent.startsWith("+") ? [place] : [])), told);
  if (!places.length) return console.log("not walked: this page holds no datasets");
  for (const place of [places[0], places.at(-1)]) {
    const link = page.locator("td a.known").nth(place), number = await link.textContent();
    await link.evaluate((one) => { one.closest("details").open = true; });
    await link.click();
    const table = panel(page).locator(".ends table");
    const own = await table.locator(".own td").allTextContents();
    check(own.join("–") === number, number, "has datasets in which it is", own);
    check((await table.locator("tbody tr").count()) > 1, number, "stands alone in its datasets");
    check((await table.locator("thead th").allTextContents()).every((head, end) => head.endsWith(` ${own[end]}`)), number, "heads its datasets otherwise");
    await page.keyboard.press("Escape");
  }
}

// -- by keyboard: one stop a paragraph, arrow keys to its other numbers

async function keys(page) {
  const stops = await page.evaluate(() => [...document.querySelectorAll("main p")].map((one) => [...one.querySelectorAll("a.known")].filter((a) => a.tabIndex === 0).length));
  check(Math.max(...stops) === 1, "a paragraph has several stops for its numbers");
  const two = page.locator("main p:has(a.known + a.known), main p:has(a.known ~ a.known)").first();
  await two.locator("a.known").first().focus();
  const before = (await here(page)).text;
  await page.keyboard.press("ArrowRight");
  check((await here(page)).known && (await page.evaluate(() => document.activeElement.tabIndex)) === 0, "the arrow key leads from", before, "nowhere");
  await page.keyboard.press("Enter");
  check(await panel(page).isVisible(), "Enter opens no panel");
  check(await page.evaluate(() => document.getElementById("known").contains(document.activeElement)), "the panel has no focus");
  await page.keyboard.press("Escape");
}

// -- what tables show

async function certainty(page) {
  const radios = page.locator("#certainty input");
  if (!(await radios.count())) return;
  const read = () => page.evaluate(() => [...document.querySelectorAll("td a.known")].map((one) => one.textContent));
  const before = await read();
  await radios.nth(0).check();
  check((await read()).includes("—"), "as printed, nothing is left out");
  await radios.nth(2).check();
  check(!(await read()).some((text) => /^\d+–\d+$/.test(text) && !before.includes(text)), "a new range");
  await radios.nth(1).check();
  check(String(await read()) === String(before), "what follows is not what it was");
}

// -- tables sort where that makes sense, and come back to the order in which they are told

async function sorting(page) {
  await page.evaluate(() => document.querySelectorAll(".exhibit details").forEach((one) => { one.open = true; }));
  const found = await page.evaluate(async () => {
    const wrong = [];
    let sorted = 0;
    for (const table of document.querySelectorAll(".exhibit table")) {
      table.scrollIntoView();
      await new Promise((done) => setTimeout(done, 60)); // a table is fitted out when it is near
      const name = table.closest(".exhibit").id, told = () => [...table.rows].map((row) => row.textContent).join("\n"), before = told();
      for (const button of table.querySelectorAll("thead button")) {
        const column = button.closest("th").cellIndex;
        if ([...table.tBodies].some((body) => [...body.rows].some((row) => row.cells[column]?.querySelector(":scope > ul")))) wrong.push(`${name} sorts by lists`);
        for (let times = 0; times < 3; times += 1) button.click();
        sorted += 1;
      }
      if (told() !== before) wrong.push(`${name} has lost its order`);
    }
    document.querySelectorAll(".exhibit details").forEach((one) => { one.open = false; });
    scrollTo(0, 0);
    return { wrong, sorted };
  });
  check(!found.wrong.length, found.wrong.join("; "));
  check(found.sorted > 0, "no table sorts");
}

// -- one host set off

async function hosts(page) {
  const choice = page.locator("#host"), marked = page.locator(".picture [data-host]:not([data-host=all])");
  if (!(await choice.count()) || !(await marked.count())) return;
  check(await choice.isVisible(), "no host can be selected");
  const name = await choice.locator("option").nth(1).textContent();
  await choice.selectOption(name);
  const seen = await page.evaluate((host) => {
    const marks = [...document.querySelectorAll(".picture [data-host]")].filter((one) => one.dataset.host !== "all");
    const dim = (one) => one.classList.contains("dim");
    return { own: marks.filter((one) => one.dataset.host === host).some(dim), others: marks.filter((one) => one.dataset.host !== host).every(dim) };
  }, name);
  check(!seen.own && seen.others, "selected, the marks of", name, "are not set off");
  check((await page.locator(".switch .said").textContent()).includes(name), "nothing says how", name, "is set off");
  check((await page.locator(".picture .own").count()) > 0, "no mark of", name, "has an outline");
  const rows = page.locator(".switch .there a[href^='#']").first();
  const listed = await page.evaluate((host) => [...document.querySelectorAll("table.shown tr.group th")].some((one) => one.textContent.trim() === host), name);
  check(!listed || (await rows.count()) > 0, "no link leads to the rows of", name);
  if (await rows.count()) { // a long list shows its rows alone, and the way there leads to the first
    await rows.click();
    const at = await here(page);
    check(at.row && (await page.locator(`[id="${at.id}"]`).isVisible()), "the rows of", name, "are not where the link leads");
    check(await page.evaluate(() => document.querySelectorAll("tr.elsewhere").length > 0 && [...document.querySelectorAll("tr.elsewhere")].every((one) => one.offsetParent === null)), "rows of others are still in the list");
    const said = await page.evaluate((id) => document.getElementById(id).closest(".exhibit").querySelector(".filter [role=status]")?.textContent, at.id);
    check(/\d+ of \d+ rows/.test(said ?? ""), "the list does not say that it shows some rows only:", said);
    const other = await page.locator("tr.elsewhere[id]").first().getAttribute("id");
    await page.evaluate((id) => { location.hash = id; }, other);
    await page.waitForFunction(() => document.querySelector("#host").value === "", null, { timeout: 3000 }).catch(() => {});
    check(await page.locator(`[id="${other}"]`).isVisible(), "a link to a row of another host leads to nothing");
  }
  await choice.selectOption("");
  check((await page.locator(".picture .dim, .picture .own, .elsewhere").count()) === 0, "of all hosts, some stand back");
  check((await page.locator(".switch .said").textContent()) === "", "of all hosts, something is said of one");
}

// -- on paper: what is open is printed, what is folded and what can only be clicked is not

async function paper(page) {
  const folds = page.locator(".exhibit details.fold:not(.code)");
  if ((await folds.count()) < 2) return;
  await folds.first().locator("summary").first().click();
  await page.emulateMedia({ media: "print" });
  check(await folds.first().locator("table, ul, p").first().isVisible(), "an open table is not printed");
  check(!(await folds.nth(1).locator("table, ul, p").first().isVisible()), "a folded table is printed");
  check(!(await page.locator(".exhibit .files").first().isVisible()), "downloads are printed");
  check((await page.pdf()).length > 10000, "nothing is printed");
}

// -- figures on a phone: each as narrow as it is, or with a button that enlarges it; words of at least 9 px

async function pictures(page) {
  const seen = await page.evaluate(() => [...document.querySelectorAll("figure.exhibit .picture")].map((one) => {
    const shown = [...one.querySelectorAll("svg")].filter((svg) => getComputedStyle(svg).display !== "none");
    const type = shown.flatMap((svg) => [...svg.querySelectorAll("text")].map((text) => {
      const size = parseFloat(text.getAttribute("font-size") ?? svg.getAttribute("font-size"));
      return (size * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width;
    }));
    const name = one.closest(".exhibit").id, large = Boolean(one.closest(".exhibit").querySelector(".enlarge"));
    return { name, large, count: shown.length, least: Math.min(...type), over: one.scrollWidth - one.clientWidth };
  }));
  for (const { name, large, count, least, over } of seen) {
    check(count === 1, name, "shows", count, "pictures on a phone");
    check(large || least >= 9, name, "has words of", least.toFixed(1), "px on a phone");
    check(over <= 0, name, "is to be scrolled sideways on a phone");
  }
}

const wide = await opened();
await numbers(wide);
await range(wide);
await ends(wide);
await keys(wide);
await certainty(wide);
await hosts(wide);
await sorting(await opened());

await inText(wide).first().click();
await wide.emulateMedia({ media: "print" });
check(!(await panel(wide).isVisible()), "the panel is printed");
check((await wide.evaluate(() => getComputedStyle(document.querySelector("a.known")).textDecorationLine)) === "none", "links of numbers are printed");
await wide.emulateMedia({ media: "screen" });
await paper(wide);

const phone = await opened({ viewport: { width: 360, height: 640 }, hasTouch: true });
await inText(phone).nth(3).tap();
check(await panel(phone).isVisible(), "a tap opens no panel");
const [at, sheet] = [await inText(phone).nth(3).boundingBox(), await panel(phone).boundingBox()];
check(at.y + at.height <= sheet.y + 1, "on a phone the panel hides its number");
check((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 360, "the page is wider than a phone");
await pictures(phone);

const plain = await opened({ javaScriptEnabled: false });
for (let place = 0; place < 10; place += 1) {
  const link = inText(plain).nth(3 * place);
  if (!(await link.count())) break;
  const target = decodeURIComponent((await link.getAttribute("href")).slice(1));
  await link.click();
  check(decodeURIComponent(new URL(plain.url()).hash.slice(1)) === target, "without script", target, "is not led to");
  check(await plain.locator(`[id="${target}"]`).isVisible(), "without script", target, "stays in its fold");
}

await browser.close();
console.log(wrong ? `${wrong} wrong` : "walked: all is well");
process.exit(wrong ? 1 : 0);
