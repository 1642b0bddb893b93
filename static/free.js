// The rows of boxes that hold free hours: what they say, and how half hours are put into them.
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const GROUPS = { daily: [0, 1, 2, 3, 4, 5, 6], weekdays: [0, 1, 2, 3, 4], weekend: [5, 6] };
DAYS.forEach((name, day) => (GROUPS[name] = [day]));
const NAMES = ["free-day", "free-from", "free-to"];
const HALVES = 48;

export const empty = () => DAYS.map(() => Array(HALVES).fill(false));

const boxes = (row) => NAMES.map((name) => row.querySelector(`[name=${name}]`));
const half = (clock) => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(2))) / 30;
const clock = (slot) => `${String(slot >> 1).padStart(2, "0")}${slot % 2 ? "30" : "00"}`;
const isRight = ({ from, to }) => from < to;

function filled(rows) {
  return [...rows.children]
    .map((row) => boxes(row).map((box) => box.value))
    .filter((values) => values.some(Boolean))
    .map(([days, from, to]) => ({ days: days || "daily", from: from || "0000", to: to || "2400" }));
}

// The half hours that lie in the rows whole, day by day.
export function read(rows) {
  const slots = empty();
  for (const { days, from, to } of filled(rows).filter(isRight)) {
    for (const day of GROUPS[days]) slots[day].fill(true, Math.ceil(half(from)), Math.floor(half(to)));
  }
  return slots;
}

export function write(rows, slots) {
  const wanted = [...grouped(slots)];
  while (rows.children.length <= wanted.length) rows.append(another(rows.lastElementChild));
  [...rows.children].forEach((row, place) => {
    boxes(row).forEach((box, which) => choose(box, wanted[place]?.[which] ?? ""));
  });
}

export function inWords(rows) {
  return [...rows.children]
    .map(boxes)
    .filter((each) => each.some((box) => box.value))
    .map(([days, ...times]) => {
      const [from, to] = times.map((box) => box.selectedOptions[0].text);
      const day = days.value ? days.selectedOptions[0].text : days.options[1].text;
      return times.some((box) => box.value) ? `${day} ${from}–${to}` : day;
    })
    .join("; ");
}

// An address that holds the hours themselves needs no second request. What is wrong is sent as
// it is, for the page that answers to name it.
export function send(rows, formData) {
  const each = filled(rows);
  if (!each.every(isRight)) return;
  NAMES.forEach((name) => formData.delete(name));
  for (const { days, from, to } of each) {
    for (const day of GROUPS[days]) formData.append("free", `${DAYS[day]}-${from}-${to}`);
  }
}

// The rows that say it, days with the same hours together.
function* grouped(slots) {
  const days = new Map();
  slots.forEach((halves, day) => {
    for (let slot = 0; slot < HALVES; slot++) {
      if (!halves[slot]) continue;
      const end = (halves.indexOf(false, slot) + HALVES + 1) % (HALVES + 1);
      const times = `${clock(slot)}-${clock(end)}`;
      days.set(times, [...(days.get(times) ?? []), day]);
      slot = end;
    }
  });
  for (const [times, left] of days) {
    for (const [name, members] of Object.entries(GROUPS)) {
      if (!members.every((day) => left.includes(day))) continue;
      members.forEach((day) => left.splice(left.indexOf(day), 1));
      yield [name, ...(times === "0000-2400" ? ["", ""] : times.split("-"))];
    }
  }
}

function another(row) {
  const copy = row.cloneNode(true);
  const number = row.parentElement.children.length + 1;
  for (const each of copy.querySelectorAll("[id]")) each.id = each.id.replace(/\d+$/, number);
  for (const each of copy.querySelectorAll("[for]")) each.htmlFor = each.htmlFor.replace(/\d+$/, number);
  copy.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, number));
  return copy;
}

function choose(box, value) {
  box.value = value;
  if (box.value === value) return;
  box.add(new Option(`${value.slice(0, 2)}:${value.slice(2)}`, value));
  box.value = value;
}
