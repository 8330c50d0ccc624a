// Walking the strips: J and K (or the arrows, once on a strip) go to the next and previous one.

const board = document.querySelector("[data-board]");
const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog") !== null;

function walk(step) {
  const strips = [...board.querySelectorAll("[data-strip]")];
  if (strips.length === 0) return;
  const here = strips.indexOf(document.activeElement);
  const next = here < 0 ? 0 : Math.min(strips.length - 1, Math.max(0, here + step));
  for (const strip of strips) strip.tabIndex = strip === strips[next] ? 0 : -1;
  strips[next].focus();
  strips[next].scrollIntoView({ block: "nearest" });
}

const STEPS = { j: 1, k: -1 };
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const onStrip = event.target.matches("[data-strip]");
  const step = STEPS[event.key.toLowerCase()] ?? (onStrip ? ARROWS[event.key] : undefined);
  if (step === undefined) return;
  event.preventDefault();
  walk(step);
});
