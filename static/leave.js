// "Leave this page" is a plain link. With scripts it also takes this page out of the history of
// the tab, so that Back does not return here, and Shift three times does the same.
const link = document.querySelector(".leave");

function leave(event) {
  event?.preventDefault();
  document.body.hidden = true;
  location.replace(link.href);
}

let presses = [];

function count(event) {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < 1500), now];
  if (presses.length === 3) leave();
}

if (link) {
  link.addEventListener("click", leave);
  document.addEventListener("keydown", count);
  for (const each of document.querySelectorAll(".by-keys")) each.hidden = false;
}
