// Without this script the contents stand open; with it they start folded on a phone.
{
  const contents = document.querySelector("#contents > details");
  const choice = document.querySelector("#host")?.closest(".switch");
  if (choice) choice.hidden = false; // now, before what stands below it is seen
  const wide = matchMedia("(min-width: 64rem)");
  const fit = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}
