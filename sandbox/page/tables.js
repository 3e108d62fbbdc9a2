// table and data_table blocks; the latter sorts by a click on its header and turns pages.
import { h, replaceChildren } from "./dom.js";
import { richText } from "./richtext.js";

function cellContent(cell) {
  if (!cell) return "";
  if (cell.type === "rich_text") return richText(cell);
  return cell.text ?? String(cell.value);
}

export function table(block) {
  const align = (i) => block.column_settings?.[i]?.align || "left";
  const [head, ...rows] = block.rows;
  return h("div", { class: "table-wrap" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map((cell, i) => h("th", { class: align(i) }, cellContent(cell))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => h("td", { class: align(i) }, cellContent(cell)))))),
  ));
}

export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size || 5, headerColumn = block.row_header_column_index ?? 0;
  const numeric = head.map((_, i) => rows.every((row) => row[i].type === "raw_number"));
  let page = 0, sorted = rows, by = null, up = true;
  const body = h("tbody"), foot = h("div", { class: "table-foot" }), headRow = h("tr");
  const sortBy = (i) => {
    up = by === i ? !up : true;
    by = i;
    const key = (row) => (numeric[i] ? row[i].value : String(row[i].text ?? row[i].value ?? "").toLowerCase());
    sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (up ? 1 : -1));
    page = 0;
    draw();
  };
  const turn = (by_) => { page += by_; draw(); };
  function draw() {
    replaceChildren(headRow, head.map((cell, i) => h("th", { class: numeric[i] ? "right" : "left", scope: "col", "aria-sort": by === i ? (up ? "ascending" : "descending") : undefined },
      h("button", { type: "button", class: "sort", onclick: () => sortBy(i) }, cellContent(cell), h("span", { class: "sort-mark" }, by === i ? (up ? "▲" : "▼") : "")))));
    const shown = sorted.slice(page * size, (page + 1) * size);
    replaceChildren(body, shown.map((row) => h("tr", {}, row.map((cell, i) => h(i === headerColumn ? "th" : "td", { class: numeric[i] ? "right" : "left", scope: i === headerColumn ? "row" : undefined }, cellContent(cell))))));
    const last = Math.ceil(rows.length / size) - 1;
    replaceChildren(foot, last > 0 && [
      h("span", {}, `${page * size + 1}–${page * size + shown.length} of ${rows.length}`),
      h("button", { type: "button", class: "mini", disabled: page === 0, "aria-label": "Previous page", onclick: () => turn(-1) }, "‹"),
      h("button", { type: "button", class: "mini", disabled: page === last, "aria-label": "Next page", onclick: () => turn(1) }, "›"),
    ]);
  }
  draw();
  return h("div", { class: "table-wrap" }, h("table", {}, h("caption", {}, block.caption), h("thead", {}, headRow), body), foot);
}
