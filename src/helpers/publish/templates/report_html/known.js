// A number tells how it is known: a panel beside it. Without this script it leads to a row instead.
{
  const panel = document.getElementById("known");
  const data = JSON.parse(document.getElementById("known-data")?.textContent ?? "{}");
  const numbers = [...document.querySelectorAll("a.known")];
  const MANY = 5; // statements that a panel names at once
  let opener = null;

  const made = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const within = (node, ...children) => { node.append(...children); return node; };

  // -- what the panel says

  const cell = (row, name) => row.cells[data.columns.indexOf(name)]?.textContent ?? "";
  const address = (id) => [id, `statement-${id}`].find((one) => document.getElementById(one));
  const link = (id) => (address(id) ? made("a", id, { href: `#${address(id)}`, className: "id" }) : made("span", id));

  // A statement that prints the number needs its words only; of others also what they say.
  function statement(id, saying) {
    const item = within(made("li"), link(id));
    const row = document.getElementById(address(id));
    if (row?.cells) {
      const [, words, where] = /^(“.*?”)?,? ?(.*)$/s.exec(cell(row, "where"));
      item.append(" ", [words, saying && cell(row, "says")].filter(Boolean).join(": "));
      item.append(made("span", where, { className: "where" }));
      const fold = row.querySelector(".without");
      if (fold) item.append(fold.cloneNode(true));
    }
    return item;
  }

  function statements(ids, saying) {
    const items = ids.map((id) => statement(id, saying));
    const list = within(made("ul"), ...items.slice(0, MANY));
    const rest = items.slice(MANY);
    if (!rest.length) return [list];
    const fold = within(made("details"), made("summary", `${rest.length} more`), within(made("ul"), ...rest));
    return [list, fold];
  }

  const several = (ids) => ids.flatMap((id, place) => (place ? [", ", link(id)] : [link(id)]));

  // The claims that hold either end of a range, and the range without one of them.
  function ends([low, high]) {
    const said = [["The low end is held by ", low], ["The high end is held by ", high]];
    return said.filter(([, ids]) => ids.length).map(([words, ids]) => within(made("p", words), ...several(ids), "."));
  }

  function without(moved) {
    const items = moved.map(([id, range]) => within(made("li", "Without "), link(id), `: ${range}.`));
    return [within(made("details"), made("summary", "What if one of them were wrong?"), within(made("ul"), ...items))];
  }

  function rows(told) {
    const more = told.n - told.r.length;
    const said = made("p", told.r.join("; "));
    if (more > 0) said.append(`; and ${more.toLocaleString("en")} more`);
    return data.list && more > 0 ? [said, within(made("p"), made("a", "The list of all", { href: `#${data.list}` }))] : [said];
  }

  function says(number) {
    const told = data.told[number.dataset.known];
    const why = data.why[told.w];
    const text = /^\+.* more$/.test(number.textContent) ? "" : number.textContent;
    const head = within(made("p", "", { id: "known-number" }), made("b", text), " ", made("span", told.s));
    const close = made("button", "Close", { type: "button" });
    close.addEventListener("click", () => panel.hidePopover());
    const parts = [head, close, made("p", why[0].toUpperCase() + why.slice(1))];
    if (told.m) parts.push(made("p", told.m[0].toUpperCase() + told.m.slice(1) + (/[.!?]$/.test(told.m) ? "" : ".")));
    if (told.h) parts.push(...ends(told.h));
    if (told.x?.length) parts.push(...without(told.x));
    if (told.d) parts.push(made("div", "", { className: "ends" }));
    else if (told.e) parts.push(made("p", `In one dataset of the many that agree: ${told.e}.`));
    if (told.i) parts.push(...statements(told.i, told.s !== "printed"));
    if (told.r) parts.push(...rows(told));
    const target = number.hash.slice(1);
    if (!told.i && document.getElementById(target) && !number.closest("tr")) {
      parts.push(within(made("p"), made("a", told.r ? "Its row in a table" : "The table that it belongs to", { href: number.hash })));
    }
    if (beside(number).length > 1) parts.push(made("p", "Arrow keys: the numbers beside it. Esc: close.", { className: "keys" }));
    return parts;
  }

  // -- where it stands

  function place(number) {
    const free = matchMedia("(min-width: 40rem)").matches;
    panel.style.left = panel.style.top = panel.style.maxHeight = "";
    if (!free) { // it must not hide the number
      scrollBy(0, Math.max(0, number.getBoundingClientRect().bottom + 24 - panel.getBoundingClientRect().top));
      return;
    }
    const at = number.getBoundingClientRect(), gap = 8;
    const below = innerHeight - at.bottom - 2 * gap, above = at.top - 2 * gap;
    panel.style.maxHeight = `min(28rem, ${Math.max(below, above)}px)`;
    const own = panel.getBoundingClientRect();
    const left = Math.min(Math.max(gap, at.left - 20), document.documentElement.clientWidth - own.width - gap);
    const top = own.height <= below || below >= above ? at.bottom + gap : at.top - own.height - gap;
    panel.style.left = `${left + scrollX}px`;
    panel.style.top = `${top + scrollY}px`;
  }

  function open(number) {
    opener = number;
    panel.replaceChildren(...says(number));
    const told = data.told[number.dataset.known];
    if (told.d) panel.dispatchEvent(new CustomEvent("tell", { detail: { number, told, data, link } }));
    if (!panel.matches(":popover-open")) panel.showPopover();
    panel.scrollTop = 0;
    place(number);
    panel.focus({ preventScroll: true });
  }

  // -- one stop of the tab key a paragraph or table; arrow keys lead to its other numbers and ids

  const QUIET = "a.known, a.id";
  const beside = (one, what = "a.known") => [...(one.closest("table, p, li, dd, .box") ?? document.body).querySelectorAll(what)];

  function moved(from, step, what) {
    const all = beside(from, what);
    const next = all[all.indexOf(from) + step];
    if (!next) return null;
    for (const one of beside(from, QUIET)) one.tabIndex = one === next ? 0 : -1;
    return next;
  }

  function onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const within_ = panel.contains(event.target);
    const from = within_ ? opener : event.target.closest(QUIET);
    if (!step || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = moved(from, step, within_ ? "a.known" : QUIET);
    if (!next) return;
    event.preventDefault();
    next.scrollIntoView({ block: "nearest" });
    if (within_) open(next);
    else next.focus();
  }

  // -- how sure the tables' numbers shall be: as printed, what follows, or one dataset of many

  const cells = numbers.filter((number) => number.closest("td, th") && !number.textContent.startsWith("+"));
  const texts = cells.map((number) => number.textContent);
  const shown = {
    printed: (told, text) => (["printed", "disputed"].includes(told.s) ? text : "—"),
    follows: (_told, text) => text,
    one: (told, text) => (["bounded", "free", "public page", "disputed"].includes(told.s) ? told.e || "—" : text),
  };
  const certainty = document.getElementById("certainty");
  const choose = () => {
    const said = shown[certainty.querySelector(":checked").value];
    cells.forEach((number, place) => { number.textContent = said(data.told[number.dataset.known], texts[place]); });
  };
  certainty?.addEventListener("change", choose);
  // A browser that comes back to a page may have kept the choice.
  addEventListener("pageshow", () => { if (certainty && !certainty.querySelector("[checked]").checked) choose(); });

  // -- a row in a fold: open it, and go there; coming back, to the number

  function reveal() {
    let row = null;
    try { row = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!row || row.tagName !== "TR") return;
    for (let fold = row.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    row.tabIndex = -1;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  }

  const leave = (number) => history.replaceState({ known: numbers.indexOf(number) }, "");

  if (panel && "showPopover" in panel) {
    for (const block of new Set([...document.querySelectorAll(QUIET)].map((one) => one.closest("table, p, li, dd, .box")))) {
      block?.querySelectorAll(QUIET).forEach((one, place) => { one.tabIndex = place ? -1 : 0; });
    }
    document.addEventListener("click", (event) => {
      const number = event.target.closest?.("a.known");
      if (number && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        open(number);
      } else if (event.target.closest?.("#known a")) {
        leave(opener);
        panel.hidePopover();
      }
    });
    document.addEventListener("keydown", onKey);
    panel.addEventListener("toggle", (event) => {
      if (event.newState === "closed" && [document.body, panel, null].includes(document.activeElement)) opener?.focus({ preventScroll: true });
    });
    addEventListener("resize", () => { if (panel.matches(":popover-open")) place(opener); });
  }
  addEventListener("hashchange", reveal);
  addEventListener("popstate", (event) => { numbers[event.state?.known]?.focus({ preventScroll: true }); });
  reveal();
}
