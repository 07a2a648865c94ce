// Shows the rows that hold what is typed. Without this script there is no box and all rows stand.
{
  const box = document.querySelector(".find");
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const rows = [...document.querySelectorAll("tbody tr")];
  const find = () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    const left = rows.filter((row) => !row.hidden).length;
    said.textContent = wanted ? `${left} of ${rows.length}` : "";
  };
  field.addEventListener("input", find);
  box.hidden = false;
}
