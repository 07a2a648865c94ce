// Tables sort by numbers, and by words that are no sentences; long ones are filtered by a text. A
// table without numbers that is short, or most of which are sentences, keeps its order: it tells a story. Nothing is lost without this script. Numbers sort by value,
// ranges by their least; what is no number stands at the end.
{
  const LONG = 30, SENTENCE = 60;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (text) => {
    const found = /-?\d[\d,]*(\.\d+)?/.exec(text.replace("−", "-").replace(/^(\D*\d[\d.,]*)[–-].*$/s, "$1"));
    return found ? Number(found[0].replaceAll(",", "")) : NaN;
  };
  const text = (row, column) => (row.cells[column] ? row.cells[column].textContent.trim() : "");

  // Rows with as many cells as there are columns; a group's heading stays where it is.
  const rowsOf = (body, columns) => [...body.rows].filter((row) => row.cells.length === columns);

  const order = (rows, column, numbers, sign) => rows
    .map((row) => ({ row, key: numbers ? value(text(row, column)) : text(row, column) }))
    .sort((one, other) => {
      const empty = (key) => (numbers ? Number.isNaN(key) : key === "");
      if (empty(one.key) || empty(other.key)) return empty(one.key) - empty(other.key);
      return sign * (numbers ? one.key - other.key : words.compare(one.key, other.key));
    })
    .map((one) => one.row);

  // Half of a column's cells are short, and none is a list.
  const brief = (rows, column) => {
    if (rows.some((row) => row.cells[column].querySelector(":scope > ul"))) return false;
    const folded = (row) => row.cells[column].querySelector("details")?.textContent.length ?? 0;
    const long = rows.map((row) => text(row, column).length - folded(row)).sort((one, other) => one - other);
    return (long[long.length >> 1] ?? 0) <= SENTENCE;
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const bodies = [...table.tBodies].map((body) => [body, rowsOf(body, heads.length)]);
    const every = bodies.flatMap(([, rows]) => rows);
    const sorts = heads.map((head, column) => head.tagName === "TH" && (head.matches(".right") || brief(every, column)));
    if (!table.querySelector("thead .right") && sorts.filter(Boolean).length * 2 < heads.length) return;
    heads.forEach((head, column) => {
      if (!sorts[column]) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const next = { ascending: "descending", descending: null }[now] ?? (now ? null : "ascending");
        for (const one of heads) one.removeAttribute("aria-sort");
        if (next) head.setAttribute("aria-sort", next);
        for (const [body, rows] of bodies) {
          const numbers = head.classList.contains("right");
          body.append(...(next ? order(rows, column, numbers, next === "ascending" ? 1 : -1) : rows));
        }
      });
    });
  };

  const filterable = (table, name) => {
    const columns = table.tHead.rows[0].cells.length;
    const rows = [...table.tBodies].flatMap((body) => rowsOf(body, columns));
    if (rows.length <= LONG) return;
    const label = document.createElement("label");
    const input = document.createElement("input");
    const found = document.createElement("span");
    input.type = "search";
    input.autocomplete = "off";
    found.setAttribute("role", "status");
    label.className = "filter";
    label.append(`Filter ${name} `, input, found);
    table.parentNode.before(label);
    const show = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const said = asked.length ? plain(row.textContent) : "";
        row.hidden = !asked.every((word) => said.includes(word));
        shown += !row.hidden && !row.matches(".elsewhere");
      }
      for (const body of table.tBodies) body.hidden = rowsOf(body, columns).every((row) => row.hidden);
      const fewer = asked.length || rows.some((row) => row.matches(".elsewhere"));
      found.textContent = fewer ? ` ${shown} of ${rows.length} rows` : "";
    };
    input.addEventListener("input", show);
    addEventListener("hostchange", show); // rows of other hosts are not there
    show();
    // A link to a row that is filtered out shows it.
    addEventListener("hashchange", () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("tr");
      if (row && table.contains(row) && row.hidden) { input.value = ""; show(); row.scrollIntoView(); }
    });
  };

  const fit = (table) => {
    if (!table.tHead || table.querySelector("[rowspan]")) return;
    if (table.querySelector("thead .right") || table.rows.length > LONG) sortable(table);
    filterable(table, table.closest(".exhibit").querySelector(".label").firstChild.textContent.trim());
  };
  // A table is fitted out when it is near: all at once would keep a phone busy.
  const near = new IntersectionObserver((found) => {
    for (const { target } of found.filter((one) => one.isIntersecting)) {
      near.unobserve(target);
      target.querySelectorAll("table").forEach(fit);
    }
  }, { rootMargin: "1500px" });
  document.querySelectorAll(".exhibit").forEach((one) => near.observe(one));
}
