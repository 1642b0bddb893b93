// Says below a name that is typed: this may already be listed. The form asks the same on the server
// when it is sent, so nothing is lost without this script.
//
// It wants a form, its fields and a place for what is found:
//
//   <form data-listed="{{ url_for('listed.listed') }}">
//     <input data-listed-part="name" …>      also phone, street, city, state, zip; any may be missing
//     <div data-listed-results
//          data-heading="This may already be listed:"
//          data-claim="Claim it"
//          data-claim-address="/claim/{slug}"         {slug} is replaced by the listing's
//          data-waiting="It was sent in already and is waiting for an editor, or is paused."></div>
//
// The place is empty until something is found. Its first line is a live region, so that a screen
// reader says once that there is something to look at, and not at every key.
const PAUSE = 400; // milliseconds without a key before asking
const FEWEST = 3; // letters

for (const form of document.querySelectorAll("form[data-listed]")) watch(form);

function watch(form) {
  const place = form.querySelector("[data-listed-results]");
  const fields = [...form.querySelectorAll("[data-listed-part]")];
  const heading = document.createElement("p");
  const list = document.createElement("ul");
  let timer = 0;
  let asked = 0;
  let shown = "[]";

  heading.setAttribute("role", "status");
  list.hidden = true;
  place.append(heading, list);
  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
  ask(); // a form that comes back is filled in already

  async function ask() {
    const number = ++asked;
    const typed = new URLSearchParams();
    for (const field of fields) {
      if (field.value.trim()) typed.set(field.dataset.listedPart, field.value.trim());
    }
    const enough = [...typed.values()].some((value) => value.length >= FEWEST);
    const found = enough ? await answer(`${form.dataset.listed}?${typed}`) : [];
    if (number === asked && found) show(found);
  }

  // What cannot be answered now leaves what is shown as it is.
  function answer(address) {
    const asking = fetch(address, { credentials: "omit" });
    return asking.then((got) => (got.ok ? got.json() : null), () => null);
  }

  function show(found) {
    if (JSON.stringify(found) === shown) return;
    shown = JSON.stringify(found);
    heading.textContent = found.length ? place.dataset.heading : "";
    list.replaceChildren(...found.map(item));
    list.hidden = found.length === 0;
    place.classList.toggle("notice", found.length > 0);
  }

  function item(listed) {
    const line = document.createElement("li");
    line.append(named(listed), listed.address ? `, ${listed.address}. ` : ". ");
    line.append(`${listed.why}. `);
    if (listed.waiting) line.append(place.dataset.waiting);
    else line.append(link(claim(listed), `${place.dataset.claim}: ${listed.name}`));
    return line;
  }

  function named(listed) {
    return listed.page ? link(listed.page, listed.name) : listed.name;
  }

  function claim(listed) {
    return place.dataset.claimAddress.replace("{slug}", encodeURIComponent(listed.slug));
  }

  function link(address, text) {
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.target = "_blank"; // what was typed stays where it is
    anchor.rel = "noopener";
    anchor.textContent = text;
    return anchor;
  }
}
