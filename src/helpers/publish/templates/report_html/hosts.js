// One host set off: its marks get an outline, marks and rows of others stand back, long tables show
// its rows alone. A mark that may be anyone's stays as it is, and beside the choice that is said.
{
  const LONG = 30;
  const choice = document.querySelector("#host");
  const own = (one) => one.dataset.host && one.dataset.host !== "all";
  const inFigures = [...document.querySelectorAll(".picture [data-host]")];
  const marks = inFigures.filter(own);
  const hosts = [...new Set(marks.map((one) => one.dataset.host))].sort();
  const named = (exhibit) => exhibit.querySelector(".label").firstChild.textContent.trim();
  const listed = new Intl.ListFormat("en");

  // Rows of tables by their host: the host's own column, or the group that they stand in.
  const rowsOf = (table, known) => {
    const heads = [...table.querySelectorAll("thead tr > *")].map((one) => one.textContent.trim());
    const column = heads.indexOf(choice.dataset.word);
    const found = [];
    for (const row of table.querySelectorAll("tbody tr")) {
      const host = column >= 0 ? row.cells[column] : row.parentNode.querySelector("tr.group th");
      const name = host && host.textContent.trim();
      if (known.has(name)) found.push([row, name]);
    }
    return found;
  };

  // Figures of which nothing, or not all, says whose it is. A key, a bracket or a band is no mark.
  const MARKS = ["certain", "possible", "disputed", "open"].map((kind) => `.picture path[data-host="all"][data-kind="${kind}"]`).join();
  const open = () => {
    const none = [], some = [];
    for (const figure of document.querySelectorAll(".exhibit:has(.picture [data-host])")) {
      const set = [...figure.querySelectorAll(".picture [data-host]")].some(own);
      if (!set) none.push(named(figure));
      else if (figure.querySelector(MARKS)) some.push(named(figure));
    }
    return [none, some];
  };

  const says = (name, list, [none, some]) => {
    const word = choice.dataset.word.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
    const parts = [`Outlined: of ${name}; pale: of another ${word}.`];
    if (some.length) parts.push(`In ${listed.format(some)} the data do not say whose a mark is that stays as it was.`);
    if (none.length) parts.push(`Not shown by ${word}: ${listed.format(none)}.`);
    const said = choice.closest(".switch").querySelector(".said");
    said.textContent = name ? parts.join(" ") : "";
    const links = list.filter(([, , row]) => row).map(([exhibit, many, row]) => {
      const words = `${many} ${many === 1 ? "row" : "rows"} in ${named(exhibit)}`;
      return Object.assign(document.createElement("a"), { href: `#${row.id}`, textContent: words });
    });
    const report = [...document.querySelectorAll("#reports .hosts a")].find((one) => one.textContent === name);
    if (report) links.push(Object.assign(report.cloneNode(), { textContent: `The report of ${name}` }));
    const items = links.map((one) => { const item = document.createElement("li"); item.append(one); return item; });
    const there = choice.closest(".switch").querySelector(".there");
    there.replaceChildren(...items);
    there.hidden = !items.length;
  };

  if (choice && hosts.length > 1) {
    // Read when a host is first set off: a page that is just opened has more urgent things to do.
    let found;
    const read = () => {
      const tables = [...document.querySelectorAll(".exhibit table")].map((table) => [table, rowsOf(table, new Set(hosts))]);
      const kept = tables.filter(([table, rows]) => rows.length > LONG && table.matches(".shown"));
      return { tables, kept, unknown: open() };
    };
    const set = () => {
      const { tables, kept, unknown } = found ??= read();
      const name = choice.value, other = (host) => name !== "" && host !== name;
      for (const one of marks) {
        one.classList.toggle("dim", other(one.dataset.host));
        one.classList.toggle("own", name !== "" && one.dataset.host === name && one.tagName === "path");
      }
      for (const [table, rows] of tables) {
        const alone = kept.some(([one]) => one === table);
        for (const [row, host] of rows) row.classList.toggle(alone ? "elsewhere" : "dim", other(host));
        if (alone) for (const body of table.tBodies) body.classList.toggle("elsewhere", [...body.rows].every((row) => row.matches(".elsewhere")));
      }
      says(name, kept.map(([table, rows]) => {
        const its = name ? rows.filter(([row, host]) => host === name && !row.matches(".group")) : [];
        return [table.closest(".exhibit"), its.length, its[0]?.[0]];
      }), unknown);
      dispatchEvent(new Event("hostchange"));
    };
    for (const host of hosts) choice.add(new Option(host, host));
    choice.addEventListener("change", set);
    // A link to a row of another host shows all again.
    addEventListener("hashchange", () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (row?.closest(".elsewhere")) { choice.value = ""; set(); row.scrollIntoView({ block: "center" }); }
    });
  } else if (choice) choice.closest(".switch").hidden = true;
}
