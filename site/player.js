// Draws marks (see curlicue_ink/marks.py) on one 2d context. Python paints, this only holds the pen.
export function play(context, palette, marks) {
  for (let at = 0; at < marks.length; ) {
    const kind = marks[at], from = at + 5, to = from + marks[at + 4];
    const under = kind === 3 || kind === 4, erase = kind === 2;
    context.globalCompositeOperation = under ? "destination-over" : erase ? "destination-out" : "source-over";
    context.globalAlpha = marks[at + 2];
    context.beginPath();
    if (kind === 0) {
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    } else if (kind === 4 || kind === 5) {
      context.fillStyle = palette[marks[at + 1]];
      context.arc(marks[from], marks[from + 1], marks[from + 2], 0, 7);
      context.fill();
    } else {
      context.strokeStyle = palette[marks[at + 1]];
      context.lineWidth = marks[at + 3];
      context.lineCap = kind === 1 ? "round" : "butt";
      context.lineJoin = "round";
      context.moveTo(marks[from], marks[from + 1]);
      for (let k = from + 2; k < to; k += 4) context.quadraticCurveTo(marks[k], marks[k + 1], marks[k + 2], marks[k + 3]);
      context.stroke();
    }
    at = to;
  }
}
