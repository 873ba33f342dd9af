"use strict";

function key(row, column) {
  const cell = row.cells[column];
  const number = cell.getAttribute("data-n");
  return number === null ? cell.textContent : Number(number);
}

function sort(header, descending) {
  const table = header.closest("table");
  const column = header.cellIndex;
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const rows = Array.from(table.tBodies[0].rows);
  rows.sort((one, other) => {
    const [a, b] = [key(one, column), key(other, column)];
    const order = typeof a === "number" ? a - b : a.localeCompare(b);
    return descending ? -order : order;
  });
  table.tBodies[0].append(...rows);
}

for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const header = button.closest("th");
    sort(header, header.getAttribute("aria-sort") !== "descending");
  });
}

// `report.html#doubtful:3` opens the page with that table sorted by its fourth column.
const [table, column] = location.hash.slice(1).split(":");
const header = table && document.querySelectorAll(`#${CSS.escape(table)} th`)[Number(column)];
if (header) sort(header, true);
