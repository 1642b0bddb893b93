// Turns the rows of boxes for free hours into a week to paint with a finger, a mouse or the
// keyboard. The rows stay what the form holds: the week is read from them and written into them.
import { DAYS, empty, inWords, read, send, write } from "./free.js";

const FIRST = 6; // the hour that the first line of the week begins with
const STEPS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  Home: [-7, 0],
  End: [7, 0],
  " ": [0, 0],
};

function week(field) {
  const say = field.dataset;
  const rows = field.querySelector(".rows");
  const longDays = DAYS.map((day) => rows.querySelector(`[value=${day}]`).text);
  const hours = say.hours.split("|");
  let slots = empty(); // half hours, day by day
  let before = slots; // as they were when the painting began
  let anchor = null; // the cell where it began
  let value = true;
  let pressed = false;

  const table = make("table", { className: "paint" });
  const cells = hours.map((_, line) => DAYS.map((_, day) => cellAt(line, day)));
  const help = make("p", { id: "hours-help", className: "hint", textContent: say.help });
  const status = make("p", { className: "chosen-hours" });
  const clear = make("button", { type: "button", className: "plain", textContent: say.clear });
  const lists = make("details", { className: "lists" });
  build();
  take();

  rows.addEventListener("change", take);
  clear.addEventListener("click", () => {
    slots = empty();
    give();
  });
  table.addEventListener("keydown", key);
  table.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell || event.button) return;
    event.preventDefault();
    cell.releasePointerCapture(event.pointerId); // a finger would hold on to its first cell
    begin(cell, !isChosen(cell));
    pressed = true;
    stretch(cell);
  });
  table.addEventListener("pointermove", (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const cell = under?.closest("[role=gridcell]");
    if (pressed && table.contains(cell)) stretch(cell);
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, release);
  field.form.addEventListener("formdata", (event) => send(rows, event.formData));

  function build() {
    const head = make("tr");
    head.append(make("td"), ...say.days.split("|").map((name, day) => heading("col", name, longDays[day])));
    const lines = cells.map((line, place) => {
      const row = make("tr");
      row.append(heading("row", hours[place]), ...line);
      return row;
    });
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    table.setAttribute("aria-label", field.querySelector("legend").textContent);
    table.setAttribute("aria-describedby", help.id);
    table.append(head, ...lines);
    cells[11][0].tabIndex = 0; // five in the afternoon, when most of those who work are free
    status.setAttribute("role", "status");
    lists.append(make("summary", { textContent: say.lists }), rows);
    field.append(help, table, status, clear, lists);
  }

  function cellAt(line, day) {
    const cell = make("td", { tabIndex: -1 });
    cell.setAttribute("role", "gridcell");
    return Object.assign(cell, { line, day, first: (FIRST + line) * 2 });
  }

  function begin(cell, to) {
    anchor = cell;
    value = to;
    before = slots;
  }

  // Fill all between the anchor and this cell; whatever else was painted since then goes back.
  function stretch(cell) {
    slots = before.map((day) => [...day]);
    const top = Math.min(anchor.line, cell.line);
    for (let day = Math.min(anchor.day, cell.day); day <= Math.max(anchor.day, cell.day); day++) {
      slots[day].fill(value, cells[top][0].first, Math.max(anchor.first, cell.first) + 2);
      if (top === 0 && !value) slots[day].fill(false, 0, FIRST * 2); // the night, which no line shows
    }
    focus(cell);
    show();
  }

  function key(event) {
    const cell = event.target;
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = cells[within(cell.line + step[1], hours.length)][within(cell.day + step[0], 7)];
    if (event.key === " ") begin(cell, !isChosen(cell));
    else if (!event.shiftKey) anchor = null;
    else if (!anchor) begin(cell, true);
    if (!anchor) return focus(next);
    stretch(next);
    give();
  }

  function release() {
    if (pressed) give();
    pressed = false;
  }

  function focus(cell) {
    table.querySelector("[tabindex='0']").tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }

  function show() {
    for (const cell of cells.flat()) {
      const halves = slots[cell.day].slice(cell.first, cell.first + 2).filter(Boolean).length;
      const partly = halves === 1 ? `, ${say.partly}` : "";
      cell.dataset.halves = halves;
      cell.setAttribute("aria-selected", halves > 0);
      cell.setAttribute("aria-label", `${longDays[cell.day]} ${hours[cell.line]}${partly}`);
    }
  }

  function take() {
    slots = read(rows);
    anchor = null;
    show();
    tell();
  }

  function give() {
    write(rows, slots);
    show();
    tell();
  }

  function tell() {
    status.textContent = inWords(rows) || say.none;
    clear.hidden = status.textContent === say.none;
  }
}

const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
const within = (place, count) => Math.min(Math.max(place, 0), count - 1);
const isChosen = (cell) => cell.getAttribute("aria-selected") === "true";

function heading(scope, text, name = text) {
  const cell = make("th", { scope, textContent: text });
  cell.setAttribute("aria-label", name);
  return cell;
}

for (const field of document.querySelectorAll("[data-hours]")) week(field);
