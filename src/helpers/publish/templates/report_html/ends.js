// Of a range: a dataset in which it is the least, one in which it is the greatest, what else is so there.
{
  const panel = document.getElementById("known");
  const made = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const within = (node, ...children) => { node.append(...children); return node; };
  const plain = (number) => !number.textContent.startsWith("+"); // not the link at "+3 more"
  const numbers = (row) => [...row.querySelectorAll("td a.known")].filter(plain);

  // The cell of a table of numbers in which it stands, wherever else it is said.
  function home(number) {
    if (number.closest("td") && plain(number)) return number;
    const same = [...document.querySelectorAll(`td a.known[data-known="${number.dataset.known}"]`)].filter(plain);
    return same.find((one) => `#${one.closest("tr").id}` === number.hash) ?? same[0] ?? number;
  }

  // The numbers that stand with it: those of its row, else of rows that differ in one head from its own.
  function beside(cell) {
    const row = cell.closest("tr");
    if (!row) return [["this number", cell]];
    const own = numbers(row), heads = row.closest("table").tHead.rows[0].cells;
    if (own.length > 1) return own.map((one) => [heads[one.closest("td").cellIndex].textContent, one]);
    const said = (one) => [...one.querySelectorAll("th")].map((head) => head.textContent);
    const mine = said(row), open = Math.max(0, mine.length - 2);
    const alike = (words) => words.length === mine.length && words.every((word, place) => place === open || word === mine[place]);
    const rows = [...row.closest("table").querySelectorAll("tbody tr")].filter((one) => alike(said(one)));
    return rows.flatMap((one) => numbers(one).slice(0, 1).map((number) => [said(one)[open] ?? "this number", number]));
  }

  function value(told, place) {
    const every = told.v.split(" ");
    return every.length > 1 ? every[place] : every[0];
  }

  function table(told, number, places, data) {
    const cell = home(number);
    const rows = beside(cell).map(([name, one]) => [name, one, data.told[one.dataset.known]]).filter(([, , one]) => one.v);
    const head = within(made("tr"), made("td"), ...places.map(([name]) => made("th", `where it is ${name}`, { scope: "col" })));
    const body = rows.map(([name, one, own]) =>
      within(made("tr", "", { className: one === cell ? "own" : "" }), made("th", name, { scope: "row" }),
        ...places.map(([, place]) => made("td", value(own, place)))));
    return within(made("table"), within(made("thead"), head), within(made("tbody"), ...body));
  }

  function givenUp(places, data, link) {
    const lists = places.map(([name, place]) => [`Where it is ${name}: `, data.off[place] ?? []]).filter(([, ids]) => ids.length);
    const same = lists.length > 1 && String(lists[0][1]) === String(lists[1][1]);
    const items = (same ? [["", lists[0][1]]] : lists).map(([words, ids]) =>
      within(made("p", words), ...ids.flatMap((id, place) => (place ? ["; ", link(id)] : [link(id)]))));
    if (!items.length) return [];
    const summary = made("summary", `What ${places.length > 1 ? "they give" : "it gives"} up, as other statements contradict it`);
    return [within(made("details"), summary, ...items)];
  }

  panel?.addEventListener("tell", ({ detail: { number, told, data, link } }) => {
    const places = told.d.filter((place) => place !== null).map((place) => [value(told, place), place]);
    const ends = places.map(([name], place) => `${place ? "one" : "One dataset"} in which it is ${name}`).join(", ");
    within(panel.querySelector(".ends"),
      made("p", `${ends}, and what else is so there:`),
      table(told, number, places, data),
      made("p", `${places.length > 1 ? "Each is one example" : "One example"} of many, not an estimate; nothing says that it is true.`, { className: "where" }),
      ...givenUp(places, data, link));
  });
}
