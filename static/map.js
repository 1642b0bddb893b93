// Draws where the results lie over borders of states and counties, and keeps map and list in step.
// All positions are degrees in Mercator's projection; the view says which of them are seen.
import { listen } from "./map-moves.js";
import { ask, latitude, make, mercator, path, text, title } from "./map-shapes.js";

const TILE = 4; // degrees
const NEAR = 16; // degrees across, below which counties are drawn
const CLOSEST = 6000; // pixels a degree
const APART = 26; // pixels between two marks that stand for themselves
const MILES = 69.17; // in a degree along the equator
const ABOUT = 3; // miles that an approximate place may well be off
const PAUSE = 250; // milliseconds after a move, before asking what else is there

const drawn = new WeakSet();

export async function draw(map) {
  if (drawn.has(map)) return;
  drawn.add(map);
  const says = map.querySelector(".says");
  const found = await ask(map.dataset.map);
  if (found) return new Drawing(map, found).start();
  says.textContent = map.dataset.failed;
  drawn.delete(map);
}

class Drawing {
  tiles = new Map();
  timer = 0;

  constructor(map, found) {
    this.map = map;
    this.svg = map.querySelector("svg");
    this.says = map.querySelector(".says");
    this.found = found;
    this.borders = this.svg.appendChild(make("g", { class: "borders", "aria-hidden": true }));
    this.others = this.svg.appendChild(make("g", { "aria-hidden": true }));
    this.centre = this.svg.appendChild(make("g", { "aria-hidden": true }));
    this.pins = this.svg.appendChild(make("g"));
  }

  start() {
    this.home();
    this.tile("country");
    new ResizeObserver(() => this.show()).observe(this.svg);
    listen(this);
    document.querySelectorAll(".results > .cards > .card h2").forEach((heading, place) => {
      heading.dataset.number = this.found.first + place;
    });
    for (const pin of this.found.pins) this.follow(pin);
  }

  get width() {
    return this.svg.clientWidth;
  }

  get height() {
    return this.svg.clientHeight;
  }

  // The whole of the box that holds the results of the page.
  home() {
    const [south, west, north, east] = this.found.box;
    const [low, high] = [mercator(south), mercator(north)];
    const scale = Math.min(this.width / (east - west), this.height / (high - low), CLOSEST);
    this.view = { x: (west + east) / 2, y: (low + high) / 2, scale };
    this.show();
  }

  at([latitude, longitude]) {
    const { x, y, scale } = this.view;
    return [this.width / 2 + (longitude - x) * scale, this.height / 2 - (mercator(latitude) - y) * scale];
  }

  show() {
    const { x, y, scale } = this.view;
    const shift = `translate(${this.width / 2 - x * scale} ${this.height / 2 + y * scale})`;
    this.borders.setAttribute("transform", `${shift} scale(${scale} ${-scale})`);
    this.svg.classList.toggle("near", this.width / scale < NEAR);
    this.mark();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  // What only the new part of the map has: its borders and the places that are on other pages.
  async look() {
    const { x, y, scale } = this.view;
    const [wide, high] = [this.width / scale / 2, this.height / scale / 2];
    const box = [latitude(y - high), x - wide, latitude(y + high), x + wide];
    if (wide * 2 < NEAR)
      for (let east = Math.floor(box[1] / TILE); east <= box[3] / TILE; east++)
        for (let north = Math.floor(box[0] / TILE); north <= box[2] / TILE; north++)
          this.tile(`${east}_${north}`);
    const view = this.view;
    const found = await ask(`${this.map.dataset.map}&box=${box.map((each) => each.toFixed(4))}`);
    if (!found || view !== this.view) return;
    this.found.groups = found.groups;
    this.mark();
  }

  async tile(name) {
    if (this.tiles.has(name)) return;
    this.tiles.set(name, true);
    const lines = await ask(this.map.dataset.outlines.replace("NAME", name));
    const at = name === "country" ? "country" : "tile";
    for (const kind of ["counties", "states"].filter((each) => lines?.[each]))
      this.borders.append(make("path", { class: `${kind} ${at}`, d: path(lines[kind], lines.steps) }));
  }

  mark() {
    const focused = document.activeElement?.dataset?.slugs;
    this.others.replaceChildren(...this.found.groups.map((group) => this.other(group)));
    this.centre.replaceChildren(...(this.found.place ? [this.place(this.found.place)] : []));
    this.pins.replaceChildren(...this.heaps().map((heap) => this.pin(heap)));
    if (focused) this.pins.querySelector(`[data-slugs="${focused}"]`)?.focus({ preventScroll: true });
  }

  // Results too close to each other to be told apart share a mark.
  heaps() {
    const heaps = [];
    for (const pin of this.found.pins) {
      const [x, y] = this.at(pin.point);
      const near = heaps.find((heap) => Math.hypot(heap.x - x, heap.y - y) < APART);
      if (near) near.pins.push(pin);
      else heaps.push({ x, y, pins: [pin] });
    }
    return heaps;
  }

  pin({ x, y, pins }) {
    const isAbout = pins.some((pin) => pin.approximate);
    const label = pins.map((pin) => this.words(pin)).join("; ");
    const mark = make("a", { href: `#place-${pins[0].slug}`, "aria-label": label, class: isAbout ? "pin about" : "pin", transform: `translate(${x} ${y})` });
    mark.dataset.slugs = pins.map((pin) => pin.slug).join(" ");
    if (isAbout) mark.append(make("circle", { class: "area", r: this.reach(pins[0].point) }), make("circle", { class: "halo", r: 13 }));
    mark.append(make("circle", { class: "dot", r: 13 }), text(pins[0].number + (pins[1] ? "+" : "")));
    for (const [name, isOn] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]])
      mark.addEventListener(name, () => this.light(pins, isOn));
    return mark;
  }

  other({ point, sites, name, url, approximate }) {
    const [x, y] = this.at(point);
    const mark = make(url ? "a" : "g", { class: approximate ? "other about" : "other", transform: `translate(${x} ${y})` });
    if (url) mark.setAttribute("href", url);
    if (url) mark.setAttribute("tabindex", -1);
    else mark.addEventListener("click", () => this.zoom(2.5, point));
    const radius = approximate ? this.reach(point) : 11 + Math.log2(sites) * 2;
    mark.append(make("circle", { r: url && !approximate ? 6 : radius }), url ? title(name) : text(sites));
    return mark;
  }

  // What was searched around, to know where one is.
  place({ name, point }) {
    const [x, y] = this.at(point);
    const mark = make("g", { class: "centre", transform: `translate(${x} ${y})` });
    mark.append(make("path", { d: "M-6 0H6M0 -6V6" }), text(name));
    mark.lastChild.setAttribute("dy", "1.5em");
    return mark;
  }

  // How far an approximate place may be off, in pixels.
  reach([latitude]) {
    const mile = this.view.scale / (MILES * Math.cos((latitude * Math.PI) / 180));
    return Math.max(ABOUT * mile, 17);
  }

  words({ number, name, approximate }) {
    return `${number}. ${name}${approximate ? ` (${this.map.dataset.approximate})` : ""}`;
  }

  // The card shows its mark, and the mark its card.
  follow(pin) {
    const card = document.getElementById(`place-${pin.slug}`);
    if (!card) return; // the list changed between two answers
    for (const [name, isOn] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]])
      card.addEventListener(name, () => this.light([pin], isOn));
  }

  light(pins, isOn) {
    for (const { slug } of pins) {
      document.getElementById(`place-${slug}`)?.classList.toggle("on", isOn);
      this.pins.querySelector(`[data-slugs~="${slug}"]`)?.classList.toggle("on", isOn);
    }
    this.says.textContent = isOn ? pins.map((pin) => this.words(pin)).join("; ") : "";
  }

  zoom(by, point) {
    const middle = point ? { x: point[1], y: mercator(point[0]) } : this.view;
    const least = this.width / 180;
    this.view = { ...this.view, x: middle.x, y: middle.y, scale: Math.min(Math.max(this.view.scale * by, least), CLOSEST) };
    this.show();
  }

  pan(across, down) {
    const { x, y, scale } = this.view;
    this.view = { x: x - across / scale, y: y + down / scale, scale };
    this.show();
  }
}
