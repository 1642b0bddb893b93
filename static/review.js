// Keys for editors. Everything they do is a link, a button or a box that stands on the page.

const OFF = "review-keys-off";
const help = document.getElementById("keys");
const bar = document.querySelector("[data-keys]");
const toggle = document.querySelector("[data-switch]");
const items = [...document.querySelectorAll("[data-item] a")];
const parts = [...document.querySelectorAll("[data-part]")];

const areOn = () => localStorage.getItem(OFF) === null;

function show() {
  document.documentElement.classList.toggle("keys-on", areOn());
  toggle.setAttribute("aria-pressed", String(areOn()));
  toggle.textContent = areOn() ? "Keys are on" : "Keys are off";
}

function change() {
  if (areOn()) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
  show();
}

function isTyping(element) {
  const typed = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  return element instanceof Element && element.closest(typed) !== null;
}

function here(list) {
  return list.findIndex((each) => each.contains(document.activeElement));
}

function moveTo(list, step, find) {
  if (!list.length) return false;
  const at = here(list);
  const to = at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step;
  const target = list[Math.min(Math.max(to, 0), list.length - 1)];
  find(target).focus();
  target.scrollIntoView({ block: "nearest" });
  return true;
}

const box = (part) => part.querySelector("input[type=checkbox], button, a") ?? part;

function tick() {
  const part = parts[Math.max(here(parts), 0)];
  const found = part?.querySelector("input[type=checkbox]:not(:disabled)");
  if (!found) return false;
  found.focus();
  found.click();
  return true;
}

// What carries the key itself: a link is followed, a button pressed, what is folded opens.
function press(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  if (found instanceof HTMLDetailsElement) {
    found.open = true;
    found.querySelector("select, textarea, button")?.focus();
  } else found.click();
  return true;
}

const ACTS = {
  j: () => moveTo(items, 1, (each) => each) || press("j"),
  k: () => moveTo(items, -1, (each) => each) || press("k"),
  n: () => moveTo(parts, 1, box),
  p: () => moveTo(parts, -1, box),
  x: tick,
  a: () => press("a"),
  r: () => press("r"),
  u: () => press("u"),
  q: () => press("q"),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (!areOn() || modified || event.repeat || help.open || isTyping(event.target)) return;
  if (Object.hasOwn(ACTS, event.key) && ACTS[event.key]() !== false) event.preventDefault();
});

document.querySelector("[data-help]").addEventListener("click", () => help.showModal());
toggle.addEventListener("click", change);
bar.hidden = false;
show();
