// The week of a program while it is typed: what readers will see, one day copied to others, and
// rows that come and go without a new page. All of it is in the rows, which work without this.

const form = document.getElementById("step");
const rows = form.querySelector("[data-week-rows]");
const shown = form.querySelector("[data-week-shown]");
const words = shown.dataset;
const said = document.createElement("p");
const list = document.createElement("ul");

const all = () => [...rows.querySelectorAll("[data-week-row]")];
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "numeric",
  minute: "2-digit",
  timeZone: "UTC",
});
const written = (time) => clock.format(new Date(`2000-01-01T${time}Z`)).replace("\u202f", " ");

const days = (row) => [...row.querySelectorAll("[type=checkbox]")];
const named = (row, end) => row.querySelector(`[name$="/${end}"]`);
const names = days(all()[0]).map((box) => box.parentElement.querySelector(".sr").textContent);

function build() {
  const heading = document.createElement("h2");
  heading.textContent = words.title;
  said.setAttribute("role", "status");
  said.className = "sr";
  shown.append(heading, list, said);
  rows.addEventListener("input", draw);
  rows.addEventListener("click", pressed);
  draw();
}

function meetings(day) {
  return all()
    .filter((row) => days(row)[day].checked && named(row, "start").value && named(row, "end").value)
    .map((row) => ({ row, start: named(row, "start").value, text: told(row) }))
    .sort((a, b) => a.start.localeCompare(b.start));
}

function told(row) {
  const format = named(row, "format").selectedOptions[0].text;
  const track = named(row, "track").value.trim();
  const times = ["start", "end"].map((end) => written(named(row, end).value)).join("–");
  return [times, format, track].filter(Boolean).join(", ");
}

function draw() {
  const held = names.map((_name, day) => meetings(day));
  const full = [...held.keys()].filter((day) => held[day].length);
  list.replaceChildren(...full.map((day) => column(names[day], day, held[day])));
  shown.hidden = full.length === 0;
}

function column(name, day, held) {
  const item = document.createElement("li");
  item.dataset.day = day;
  item.append(line("day", name));
  for (const each of held) item.append(line("meeting", each.text));
  item.append(copier(name, day));
  return item;
}

function line(kind, text) {
  const span = document.createElement("span");
  span.className = kind;
  span.textContent = text;
  return span;
}

// Ticks the other days in the rows of this one. A box alone would do so at each arrow key.
function copier(name, day) {
  const part = line("copy", "");
  const box = document.createElement("select");
  const button = document.createElement("button");
  const what = words.copy.replace("{day}", name);
  box.setAttribute("aria-label", what);
  box.add(new Option(`${what} …`, ""));
  box.add(new Option(words.workdays, "0,1,2,3,4"));
  names.forEach((other, place) => place !== day && box.add(new Option(other, place)));
  button.type = "button";
  button.className = "quiet";
  button.textContent = words.do;
  button.setAttribute("aria-label", `${words.do}: ${name}`);
  button.addEventListener("click", () => box.value && copy(day, box.value.split(",").map(Number)));
  part.append(box, button);
  return part;
}

function copy(day, wanted) {
  for (const { row } of meetings(day)) wanted.forEach((each) => (days(row)[each].checked = true));
  draw();
  said.textContent = words.copied;
  list.querySelector(`[data-day="${day}"] button`)?.focus();
}

function pressed(event) {
  const button = event.target.closest("[data-more], [data-less]");
  if (!button) return;
  if (button.matches("[data-less]") && all().length < 2) return;
  event.preventDefault();
  if (button.matches("[data-more]")) add();
  else remove(button.closest("[data-week-row]"));
  draw();
}

function add() {
  const last = all().at(-1);
  const copy = last.cloneNode(true);
  const number = 1 + Math.max(...all().map(place));
  for (const each of copy.querySelectorAll("[name]")) {
    each.name = each.name.replace(/\/\d+\//, `/${number}/`);
    if (each.type === "checkbox") each.checked = false;
    else if (each.tagName === "INPUT") each.value = "";
  }
  for (const each of copy.querySelectorAll(".error, [data-less]")) each.remove();
  copy.classList.remove("wrong");
  named(copy, "format").value = named(last, "format").value;
  const label = copy.querySelector("[id]");
  label.id = label.id.replace(/\d+$/, number);
  label.textContent = label.textContent.replace(/\d+/, all().length + 1);
  copy.setAttribute("aria-labelledby", label.id);
  last.after(copy);
  days(copy)[0].focus();
}

function remove(row) {
  const next = row.nextElementSibling;
  row.remove();
  (next.querySelector("input, button") ?? rows).focus();
}

function place(row) {
  return Number(named(row, "start").name.split("/")[1]);
}

build();
