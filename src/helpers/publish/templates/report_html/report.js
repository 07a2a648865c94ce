// Without this script the contents stand open; with it they start folded on a phone.
{
  const contents = document.querySelector("#contents details");
  const wide = matchMedia("(min-width: 64rem)");
  const fit = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}
