// Completes what is typed into a box that names a `data-complete` address. It follows the ARIA
// combobox pattern; without it the boxes are plain boxes.
const PAUSE = 120; // milliseconds without a key before asking

for (const box of document.querySelectorAll("[data-complete]")) combobox(box);

function combobox(box) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let chosen = -1;
  let timer = 0;
  let asked = 0;

  list.id = `${box.id}-list`;
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestions);
  status.className = "sr";
  status.setAttribute("role", "status");
  box.after(list, status);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", key);
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });

  async function ask() {
    const number = ++asked;
    if (box.value.trim().length < 2) return close();
    const address = `${box.dataset.complete}?text=${encodeURIComponent(box.value)}`;
    const answer = await fetch(address).then((got) => (got.ok ? got.json() : []), () => []);
    if (number !== asked || document.activeElement !== box) return;
    const typed = box.value.trim().toLowerCase();
    // Whoever has typed a whole one has nothing to choose, and may want what the list would cover.
    show(answer.some((found) => found.value.toLowerCase() === typed) ? [] : answer);
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? box.dataset.count.replace("{n}", found.length) : "";
  }

  function option(found, place) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.value = found.value;
    item.textContent = found.label;
    return item;
  }

  function key(event) {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(chosen + 1);
    else if (event.key === "ArrowUp") move(chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  function move(place) {
    const count = list.children.length;
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = (place + count) % count;
    const now = list.children[chosen];
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", now.id);
  }

  function take(item) {
    box.value = item.dataset.value;
    close();
  }

  function close() {
    asked++;
    show([]);
  }
}
