// How a person moves the map: keys, buttons, a mouse, one finger or two.
const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
const ZOOMS = { "+": 1.6, "=": 1.6, "-": 1 / 1.6 };

export function listen(drawing) {
  const { svg, map } = drawing;
  const fingers = new Map();

  svg.addEventListener("keydown", (event) => {
    if (MOVES[event.key]) drawing.pan(...MOVES[event.key]);
    else if (ZOOMS[event.key]) drawing.zoom(ZOOMS[event.key]);
    else return;
    event.preventDefault();
  });
  // The wheel alone scrolls the page; with Ctrl, or two fingers on a trackpad, it is meant for us.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    drawing.zoom(Math.exp(-event.deltaY / 200));
  }, { passive: false });
  map.querySelector(".tools").addEventListener("click", ({ target }) => {
    const by = Number(target.dataset.zoom);
    if (by) drawing.zoom(by);
    else if (target.dataset.zoom) drawing.home();
  });

  svg.addEventListener("pointerdown", (event) => fingers.set(event.pointerId, event));
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
    fingers.set(event.pointerId, event);
    if (other) drawing.zoom(apart(event, other) / Math.max(apart(before, other), 1));
    else drawing.pan(event.clientX - before.clientX, event.clientY - before.clientY);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
}

const apart = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
