// A link to a place of the page copies its address, too, where the browser lets it.
{
  const said = document.querySelector(".copied");
  let fading;
  const say = (words) => {
    said.textContent = words;
    clearTimeout(fading);
    fading = setTimeout(() => { said.textContent = ""; }, 3000);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".anchor");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(() => say("Copied"), () => {});
  });
}

// A box is a stop of the keyboard only while it scrolls; without this script each is.
{
  const boxes = document.querySelectorAll(".scroll[tabindex], .picture[tabindex]");
  const given = new Map(); // what each is called while it is a stop
  const scrolls = (box) =>
    box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  const fit = (box, stop) => {
    for (const [name, value] of Object.entries(given.get(box))) {
      if (stop) box.setAttribute(name, value); else box.removeAttribute(name);
    }
  };
  const seen = new ResizeObserver((found) => { // all is measured before anything is changed
    const measured = found.map(({ target }) => [target, scrolls(target)]);
    for (const [box, stop] of measured) if (stop !== box.hasAttribute("tabindex")) fit(box, stop);
  });
  for (const box of boxes) {
    const named = { tabindex: "0", role: box.getAttribute("role"), "aria-label": box.getAttribute("aria-label") };
    given.set(box, Object.fromEntries(Object.entries(named).filter(([, value]) => value)));
    seen.observe(box);
  }
}
