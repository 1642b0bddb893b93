// Fetches the map only when somebody wants it: at once where there is room beside the list, else
// at the press of a button.
const map = document.querySelector("[data-map]");
const button = document.querySelector(".show-map button");
const ROOM = matchMedia("(min-width: 75rem)");

if (map && button) {
  const words = [button.textContent, button.dataset.shown];
  button.parentElement.hidden = false;
  button.addEventListener("click", () => show(map.hidden));
  if (ROOM.matches) show(true);

  async function show(isShown) {
    map.hidden = !isShown;
    map.closest(".layout").classList.toggle("mapped", isShown);
    button.setAttribute("aria-expanded", isShown);
    button.textContent = words[Number(isShown)];
    if (isShown) (await import(map.dataset.script)).draw(map);
  }
}
