// Keeps chosen places in this browser and nowhere else. Without it, or where the browser keeps
// nothing, the links to compare stay as they are.
const KEY = "shortlist";
const MOST = 12; // as many as a call sheet holds
const COMPARED = 4;

const bar = document.querySelector(".kept");
const said = document.body.appendChild(element("span", { className: "sr" }));
said.setAttribute("role", "status");

if (bar && stores()) {
  for (const place of document.querySelectorAll(".keep")) keeper(place);
  addEventListener("storage", show);
  addEventListener("pageshow", show); // back from another page, which may have kept more
  show();
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const page = document.querySelector(".shortlist");
if (page) shortlist(page);

function stores() {
  try {
    localStorage.setItem(`${KEY}-try`, "");
    localStorage.removeItem(`${KEY}-try`);
    return true;
  } catch {
    return false;
  }
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return kept.filter((each) => typeof each?.slug === "string" && typeof each.name === "string");
  } catch {
    return []; // not ours, or damaged
  }
}

function write(kept) {
  try {
    if (kept.length) localStorage.setItem(KEY, JSON.stringify(kept));
    else localStorage.removeItem(KEY);
  } catch {
    // Full: what was kept before stays, and the page shows that.
  }
  dispatchEvent(new Event("kept"));
  show();
}

function show() {
  const count = read().length;
  bar.hidden = count === 0;
  bar.querySelector(".count").textContent = count;
}

// The link of a card or a listing becomes a button.
function keeper(place) {
  const { slug, name } = place.dataset;
  const link = place.querySelector("a");
  const button = element("button", { type: "button", className: "outlined" });

  function label() {
    const isKept = read().some((each) => each.slug === slug);
    place.classList.toggle("is-kept", isKept);
    const more = isKept ? bar.dataset.drop.replace("{name}", name) : name;
    button.replaceChildren(
      isKept ? bar.dataset.kept : bar.dataset.keep,
      element("span", { className: "sr", textContent: ` ${more}` }),
    );
  }

  button.addEventListener("click", () => {
    const others = read().filter((each) => each.slug !== slug);
    const wasKept = others.length < read().length;
    if (!wasKept && others.length >= MOST) return tell(bar.dataset.full, place);
    write(wasKept ? others : [...others, { slug, name }]);
    tell((wasKept ? bar.dataset.dropped : bar.dataset.added).replace("{name}", name));
  });
  addEventListener("kept", label);
  addEventListener("storage", label);
  addEventListener("pageshow", label);
  link.replaceWith(button);
  label();
}

function tell(text, place) {
  said.textContent = text;
  place?.querySelector(".hint")?.remove();
  place?.append(element("span", { className: "hint", textContent: ` ${text}` }));
}

function shortlist(page) {
  const part = (name) => page.querySelector(`[data-part=${name}]`);
  const list = page.querySelector(".kept-places");
  part("idle").hidden = true;
  if (!stores()) {
    part("blocked").hidden = false;
    return;
  }

  function fill() {
    const kept = read();
    part("kept").hidden = kept.length === 0;
    part("empty").hidden = kept.length > 0;
    list.replaceChildren(...kept.map(row));
    count();
  }

  function row({ slug, name }) {
    const box = element("input", { type: "checkbox", name: "provider", value: slug, checked: true });
    const label = element("label", { className: "check" });
    label.append(box, element("span", { textContent: name }));
    const href = page.dataset.listing.replace("SLUG", encodeURIComponent(slug));
    const open = element("a", { href, textContent: page.dataset.open });
    const remove = element("button", { type: "button", className: "outlined" });
    remove.textContent = page.dataset.remove;
    for (const each of [open, remove]) {
      each.append(element("span", { className: "sr", textContent: ` ${name}` }));
    }
    remove.addEventListener("click", () => {
      write(read().filter((each) => each.slug !== slug));
      say(page.dataset.removed.replace("{name}", name));
    });
    const item = document.createElement("li");
    item.append(label, open, remove);
    return item;
  }

  function count() {
    const chosen = list.querySelectorAll(":checked").length;
    const text = page.dataset.several.replace("{n}", chosen);
    part("several").textContent = chosen > COMPARED ? text : "";
  }

  // The button that was pressed is gone, so the words about it take the focus.
  function say(text) {
    part("said").textContent = text;
    part("said").focus();
  }

  list.addEventListener("change", count);
  part("clear").addEventListener("click", () => {
    write([]);
    say(page.dataset.cleared);
  });
  addEventListener("kept", fill);
  addEventListener("storage", fill);
  fill();
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
