// What the map is drawn with: Mercator's projection, lines, and small pieces of SVG.
const SVG = "http://www.w3.org/2000/svg";
const RADIAN = Math.PI / 180;

// Degrees north to degrees up the map, which are as long as those of longitude, and back.
export const mercator = (north) => Math.log(Math.tan((45 + north / 2) * RADIAN)) / RADIAN;
export const latitude = (up) => 2 * Math.atan(Math.exp(up * RADIAN)) / RADIAN - 90;

export function make(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function text(words) {
  const element = make("text", { dy: "0.35em", "aria-hidden": true });
  element.textContent = words;
  return element;
}

export function title(words) {
  const element = make("title");
  element.textContent = words;
  return element;
}

// Lines that tell where they begin and then how far each point lies from the one before.
export function path(lines, steps) {
  return lines.map((line) => {
    let [east, north] = [0, 0];
    const points = [];
    for (let place = 0; place < line.length; place += 2) {
      east += line[place];
      north += line[place + 1];
      points.push(`${(east / steps).toFixed(3)} ${mercator(north / steps).toFixed(4)}`);
    }
    return `M${points.join("L")}`;
  }).join("");
}

// The answer, or nothing where there is none.
export async function ask(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
