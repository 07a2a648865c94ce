// Marks of figures say what they are: at the pointer, at a touch, and by the arrow keys, for which a
// figure is one stop. Without this script the browser shows the same words at the pointer.
{
  const said = document.createElement("p");
  said.className = "pointed";
  said.setAttribute("role", "status");
  document.body.append(said);
  let at = null;

  const hide = () => {
    if (at) at.classList.remove("at");
    at = null;
    said.textContent = "";
  };
  const show = (mark) => {
    if (mark === at) return;
    hide();
    at = mark;
    mark.classList.add("at");
    said.textContent = mark.dataset.said;
    const box = mark.getBoundingClientRect();
    const left = Math.min(box.left + box.width / 2 - said.offsetWidth / 2, innerWidth - said.offsetWidth - 8);
    const above = box.top - said.offsetHeight - 8;
    said.style.left = `${Math.max(left, 8)}px`;
    said.style.top = `${above > 8 ? above : Math.min(box.bottom, innerHeight - said.offsetHeight) + 8}px`;
  };
  const step = (figure, key) => {
    const marks = [...figure.querySelectorAll("[data-said]:not(.dim)")];
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: marks.length - 1 };
    if (!(key in steps) && !(key in ends)) return false;
    const next = key in ends ? ends[key] : marks.indexOf(at) + steps[key];
    const mark = marks[Math.min(Math.max(next, 0), marks.length - 1)];
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    show(mark);
    return true;
  };

  for (const figure of document.querySelectorAll(".picture svg")) {
    for (const title of figure.querySelectorAll("title")) {
      title.parentNode.dataset.said = title.textContent; // shown here, at once: not twice
      title.remove();
    }
    if (!figure.querySelector("[data-said]")) continue;
    figure.tabIndex = 0;
    for (const kind of ["pointerover", "click"]) {
      figure.addEventListener(kind, (event) => {
        const mark = event.target.closest("[data-said]");
        if (mark) show(mark); else hide();
      });
    }
    figure.addEventListener("pointerleave", hide);
    figure.addEventListener("blur", hide);
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide(); else if (step(figure, event.key)) event.preventDefault();
    });
  }
  addEventListener("scroll", () => { if (at && !at.closest("svg").matches(":focus")) hide(); }, { passive: true });
}

// A figure that is small on a small screen fills it, and scrolls there.
{
  for (const figure of document.querySelectorAll(".picture:has(.alone)")) {
    const name = figure.closest(".exhibit").querySelector(".label").firstChild.textContent.trim();
    const [open, close] = ["Enlarge", "Close"].map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "enlarge";
      button.textContent = `${word} ${name}`;
      return button;
    });
    const large = document.createElement("dialog");
    large.className = "large";
    large.setAttribute("aria-label", name);
    large.append(close);
    figure.after(open, large);
    open.addEventListener("click", () => { large.append(figure); large.showModal(); });
    close.addEventListener("click", () => large.close());
    large.addEventListener("close", () => open.before(figure));
  }
}
