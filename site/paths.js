// The lines of an SVG, as the browser's own parser and geometry read them: [[x, y, x, y, ...], ...] as JSON, in the
// picture's own units, transforms and curves worked out. Nothing of the file is put on the page, and nothing in it runs.
// Null where it is no SVG, or holds no line; "large" where it holds more than `most` points or elements.
const SHAPES = "path, line, polyline, polygon, rect, circle, ellipse";
const ASIDE = "defs, clipPath, mask, marker, pattern, symbol"; // drawn elsewhere, or not at all
const PARTS = 2500; // of all lines together, some so many points
const LEAST_PARTS = 12; // of one line
const JUMP = 1.5; // parts; from one point to the next no line is so long: another one begins

export function paths(text, most) {
  // Styles are nothing but reports to the page's policy, even in a picture that nobody sees.
  const plain = text.replace(/<style[\s\S]*?<\/style\s*>/gi, "").replace(/\sstyle(\s*=)/gi, " data-style$1");
  const file = new DOMParser().parseFromString(plain, "image/svg+xml");
  if (file.documentElement.localName !== "svg" || file.querySelector("parsererror")) return null;
  const shapes = [...file.querySelectorAll(SHAPES)].filter((shape) => !shape.closest(ASIDE) && !hidden(shape));
  if (shapes.length > most) return "large";
  const lines = shapes.map((shape) => [curve(shape), matrix(shape)]).filter(([path]) => path);
  const scaled = lines.map(([path, by]) => [path, by, path.getTotalLength() * Math.sqrt(Math.abs(by.a * by.d - by.b * by.c))]);
  const total = scaled.reduce((sum, [, , length]) => sum + length, 0);
  if (!(total > 0 && total < Infinity)) return null;
  const found = scaled.flatMap(([path, by, length]) => points(path, by, Math.max(LEAST_PARTS, Math.ceil(PARTS * length / total))));
  if (found.reduce((sum, line) => sum + line.length, 0) > 2 * most) return "large";
  return found.length ? JSON.stringify(found) : null;
}

function hidden(shape) {
  for (let each = shape; each?.getAttribute; each = each.parentNode) {
    if (each.getAttribute("display") === "none" || each.getAttribute("visibility") === "hidden") return true;
    if (/display\s*:\s*none|visibility\s*:\s*hidden/.test(each.getAttribute("data-style") ?? "")) return true;
  }
  return false;
}

function matrix(shape) {
  let by = new DOMMatrix();
  for (let each = shape; each?.transform; each = each.parentNode) {
    const own = each.transform.baseVal.consolidate()?.matrix;
    if (own) by = new DOMMatrix([own.a, own.b, own.c, own.d, own.e, own.f]).multiply(by);
  }
  return by;
}

// A shape as a path on no page: not every browser measures other shapes there.
function curve(shape) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const number = (name) => Number.parseFloat(shape.getAttribute(name)) || 0;
  const round = (rx, ry) => {
    const [cx, cy] = [number("cx"), number("cy")];
    return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
  };
  const through = (close) => `M${shape.getAttribute("points") ?? ""}${close}`;
  const written = {
    path: () => shape.getAttribute("d") ?? "",
    line: () => `M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`,
    polyline: () => through(""),
    polygon: () => through("z"),
    rect: () => `M${number("x")} ${number("y")}h${number("width")}v${number("height")}h${-number("width")}z`,
    circle: () => round(number("r"), number("r")),
    ellipse: () => round(number("rx"), number("ry")),
  };
  path.setAttribute("d", written[shape.localName]());
  const length = path.getTotalLength();
  return length > 0 && length < Infinity ? path : null;
}

function points(path, by, parts) {
  const length = path.getTotalLength();
  const lines = [];
  let line = null, before = null;
  for (let k = 0; k <= parts; k++) {
    const { x, y } = path.getPointAtLength((length * k) / parts);
    if (!before || Math.hypot(x - before.x, y - before.y) > (JUMP * length) / parts) lines.push((line = []));
    before = { x, y };
    const there = by.transformPoint(before);
    line.push(Math.round(there.x * 1000) / 1000, Math.round(there.y * 1000) / 1000);
  }
  return lines.filter((each) => each.length > 2 && each.every(Number.isFinite));
}
