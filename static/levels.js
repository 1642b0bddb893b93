// The page asks everything at once, and its style sheet knows the rules. This asks one question at
// a time, moves the focus along and says where one stands. It keeps and sends nothing.
const root = document.querySelector(".levels");
const stops = [...root.querySelectorAll("[data-stop]")];
const forms = [...root.querySelectorAll(".part")];
const steps = root.querySelector(".steps");
const fit = root.querySelector(".fitting");
const walk = root.querySelector(".walk");
const [back, next] = walk.querySelectorAll("button");
const told = root.querySelector(".told");
const progress = root.querySelector(".progress");
const questions = stops.filter((stop) => stop.matches(".question"));
let at = 0;

const shown = (element) => getComputedStyle(element).display !== "none";
const outcomes = (part, kind = "") => [...part.querySelectorAll(`[data-outcome]${kind}`)].filter(shown);
const inDanger = () => outcomes(steps, "[data-stops]").length > 0;
const chosen = (question) => question.querySelector(":checked");

if (CSS.supports("selector(:where(a))")) start(); // otherwise the page says that it cannot help

function start() {
  for (const radio of root.querySelectorAll("[type=radio]:checked")) note(radio);
  root.classList.add("stepping");
  walk.hidden = false;
  show(0);
  root.addEventListener("change", answer);
  root.addEventListener("keydown", enter);
  back.addEventListener("click", () => move(-1));
  next.addEventListener("click", forward);
}

function answer({ target }) {
  if (target.type !== "radio") return;
  note(target);
  suggest(target.name);
  told.textContent = "";
  warn();
}

function enter(event) {
  if (event.key !== "Enter" || event.target.type !== "radio") return;
  event.preventDefault();
  forward();
}

// For browsers whose style sheets cannot see what is checked.
function note(radio) {
  root.setAttribute(`data-${radio.name}`, radio.value);
}

function suggest(name) {
  for (const box of fit.querySelectorAll(`[data-after*="${name}-"]`)) {
    box.checked = box.dataset.after.split(" ").some((id) => document.getElementById(id).checked);
  }
}

function warn() {
  const danger = inDanger();
  root.classList.toggle("in-danger", danger);
  root.classList.toggle("asking", !danger && stops[at].matches(".question"));
  next.hidden = danger || stops[at] === fit;
  if (danger) steps.scrollIntoView({ block: "nearest" });
}

function forward() {
  const stop = stops[at];
  if (stop.matches(".question") && !chosen(stop)) {
    told.textContent = walk.dataset.missing;
    stop.querySelector("input").focus();
  } else if (!inDanger()) {
    move(1);
  }
}

function move(by) {
  let to = at + by;
  while (stops[to] && !isOpen(stops[to])) to += by;
  if (!stops[to]) return;
  show(to);
  goal(stops[to]).focus();
}

function isOpen(stop) {
  return stop !== steps || outcomes(steps).length > 0;
}

// What comes first stands above what might fit in the end, too.
function show(to) {
  at = to;
  const now = stops[to];
  for (const stop of stops) stop.classList.toggle("current", stop === now || (now === fit && stop === steps));
  for (const form of forms) form.hidden = !form.contains(now);
  told.textContent = "";
  back.hidden = to === 0;
  root.classList.toggle("begun", to > 0);
  warn();
  const number = questions.indexOf(now) + 1;
  const text = progress.dataset.progress.replace("{n}", number).replace("{total}", questions.length);
  progress.textContent = number ? text : "";
}

function goal(stop) {
  if (stop.matches(".question")) return stop.querySelector("legend");
  const [first] = [...outcomes(steps), ...outcomes(stop)];
  return first.querySelector("h2");
}
