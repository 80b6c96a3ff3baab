// Draws marks (see curlicue_ink/marks.py) on one 2d context. Python paints, this only holds the pen.
const FULL_TURN = 7; // radians, more than enough

export function play(context, palette, marks) {
  for (let at = 0; at < marks.length; ) {
    const kind = marks[at], width = marks[at + 3], from = at + 5, to = from + marks[at + 4];
    const n = marks.subarray(from, to);
    at = to;
    if (kind === 13) {
      clip(context, n);
      continue;
    }
    if (kind === 0 || kind === 11 || kind === 12) {
      move(context, kind, n);
      continue;
    }
    context.globalCompositeOperation = kind === 2 ? "destination-out" : kind === 3 || kind === 4 ? "destination-over" : "source-over";
    context.globalAlpha = marks[from - 3];
    context.strokeStyle = context.fillStyle = palette[marks[from - 4]];
    context.lineWidth = width;
    context.lineCap = kind === 2 || kind === 3 ? "butt" : "round";
    context.lineJoin = "round";
    if (kind === 9 || kind === 14) context.setLineDash([0.1, n[kind === 9 ? 0 : 3]]);
    context.beginPath();
    if (kind === 4 || kind === 5 || kind === 8 || kind === 14) {
      context.arc(n[0], n[1], n[2], 0, FULL_TURN);
    } else if (kind === 9) {
      for (let k = 1; k < n.length; k += 2) context.lineTo(n[k], n[k + 1]);
    } else if (kind === 15 || kind === 16) {
      smooth(context, n, kind === 15);
    } else {
      context.moveTo(n[0], n[1]);
      if (kind === 10) for (let k = 2; k < n.length; k += 6) context.bezierCurveTo(n[k], n[k + 1], n[k + 2], n[k + 3], n[k + 4], n[k + 5]);
      else if (kind === 6 || kind === 7) for (let k = 2; k < n.length; k += 2) context.lineTo(n[k], n[k + 1]);
      else for (let k = 2; k < n.length; k += 4) context.quadraticCurveTo(n[k], n[k + 1], n[k + 2], n[k + 3]);
    }
    if (kind === 4 || kind === 5 || kind === 7 || kind === 15) context.fill();
    else context.stroke();
    if (kind === 9 || kind === 14) context.setLineDash([]);
  }
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
  if (kind === 11) return context.clearRect(x, y, width, height);
  context.save();
  if (kind === 0) {
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
