// Draws marks (see curlicue_ink/marks.py) on one 2d context. Python paints, this only holds the pen.
const FULL_TURN = 7; // radians, more than enough
// Kinds, by the names and numbers of marks.py; tests/ink/test_players.py holds the two together.
const BLANK = 0, INK = 1, ERASE = 2, UNDER_LINE = 3, UNDER_DISC = 4, DISC = 5, LINE_THROUGH = 6, FILL = 7, CIRCLE = 8, DOTS = 9,
  BEZIER = 10, WIPE = 11, SHIFT = 12, CLIP = 13, RING = 14, SMOOTH_FILL = 15, SMOOTH_LINE = 16;
const BELOW = [UNDER_LINE, UNDER_DISC], BUTT = [ERASE, UNDER_LINE];
const ROUND = [UNDER_DISC, DISC, CIRCLE, RING]; // x, y, radius
const FILLED = [UNDER_DISC, DISC, FILL, SMOOTH_FILL];
const PIXELS = [BLANK, WIPE, SHIFT];

export function play(context, palette, marks) {
  for (let at = 0; at < marks.length; ) {
    const kind = marks[at], width = marks[at + 3], from = at + 5, to = from + marks[at + 4];
    const n = marks.subarray(from, to);
    at = to;
    if (kind === CLIP) {
      clip(context, n);
      continue;
    }
    if (PIXELS.includes(kind)) {
      move(context, kind, n);
      continue;
    }
    context.globalCompositeOperation = kind === ERASE ? "destination-out" : BELOW.includes(kind) ? "destination-over" : "source-over";
    context.globalAlpha = marks[from - 3];
    context.strokeStyle = context.fillStyle = palette[marks[from - 4]];
    context.lineWidth = width;
    context.lineCap = BUTT.includes(kind) ? "butt" : "round";
    context.lineJoin = "round";
    const spacing = kind === DOTS ? n[0] : kind === RING ? n[3] : 0;
    if (spacing) context.setLineDash([0.1, spacing]);
    context.beginPath();
    trace(context, kind, n);
    if (FILLED.includes(kind)) context.fill();
    else context.stroke();
    if (spacing) context.setLineDash([]);
  }
}

function trace(context, kind, n) {
  if (ROUND.includes(kind)) return context.arc(n[0], n[1], n[2], 0, FULL_TURN);
  if (kind === SMOOTH_FILL || kind === SMOOTH_LINE) return smooth(context, n, kind === SMOOTH_FILL);
  const first = kind === DOTS ? 1 : 0;
  context.moveTo(n[first], n[first + 1]);
  if (kind === BEZIER) for (let k = 2; k < n.length; k += 6) context.bezierCurveTo(n[k], n[k + 1], n[k + 2], n[k + 3], n[k + 4], n[k + 5]);
  else if (kind === LINE_THROUGH || kind === FILL || kind === DOTS) for (let k = first + 2; k < n.length; k += 2) context.lineTo(n[k], n[k + 1]);
  else for (let k = 2; k < n.length; k += 4) context.quadraticCurveTo(n[k], n[k + 1], n[k + 2], n[k + 3]);
}

// Each point bends the line between the middles beside it: no corners, at no cost to Python.
function smooth(context, n, closed) {
  const last = n.length - 2;
  if (closed) context.moveTo((n[last] + n[0]) / 2, (n[last + 1] + n[1]) / 2);
  else context.moveTo(n[0], n[1]);
  for (let k = closed ? 0 : 2; k < (closed ? n.length : last); k += 2) {
    const next = k === last ? 0 : k + 2;
    context.quadraticCurveTo(n[k], n[k + 1], (n[k] + n[next]) / 2, (n[k + 1] + n[next + 1]) / 2);
  }
  if (!closed) context.lineTo(n[last], n[last + 1]);
}

function clip(context, n) {
  if (n.length === 0) return context.restore();
  context.save();
  context.beginPath();
  context.rect(...n);
  context.clip();
}

// What clears or moves pixels instead of painting.
function move(context, kind, [x, y, width, height, pixels]) {
  const { canvas } = context;
  if (kind === WIPE) return context.clearRect(x, y, width, height);
  context.save();
  if (kind === BLANK) {
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
  } else {
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.resetTransform();
    context.globalAlpha = 1;
    context.globalCompositeOperation = "copy"; // within the clip: nothing of the old pixels stays below
    context.drawImage(canvas, -pixels, 0);
  }
  context.restore();
}
