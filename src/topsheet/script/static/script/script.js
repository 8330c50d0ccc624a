// Reading a script: j and k step from scene to scene, the list follows, a name narrows it.

let scenes = [];
let entries = new Map();
let bars = new Map();
let here = null;

// The page's parts by scene; again when the page was drawn anew.
function collect() {
  scenes = [...document.querySelectorAll(".screenplay .scene")];
  entries = new Map([...document.querySelectorAll(".scene-list li")].map((one) => [one.dataset.scene, one]));
  bars = new Map([...document.querySelectorAll(".ribbon rect")].map((bar) => [bar.dataset.jump, bar]));
  const again = scenes.find((scene) => scene.id === here?.id || `#${scene.id}` === location.hash);
  here = null;
  if (scenes.length > 0) mark(again ?? scenes[0]);
}
let jumped = 0; // when a key or a click went to a scene; the page still settles after that

function mark(scene) {
  if (scene === here) return;
  if (here !== null) {
    here.classList.remove("here");
    entries.get(here.id)?.querySelector("a").removeAttribute("aria-current");
    bars.get(here.id)?.classList.remove("here");
  }
  here = scene;
  here.classList.add("here");
  bars.get(here.id)?.classList.add("here");
  const link = entries.get(here.id)?.querySelector("a");
  if (link === undefined) return;
  link.setAttribute("aria-current", "true");
  keepInView(link);
}

// Scrolls the list alone; scrollIntoView would move the page too.
function keepInView(link) {
  const list = link.closest(".scene-list");
  const above = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (above < 0 || above > list.clientHeight - link.offsetHeight) {
    list.scrollTop += above - list.clientHeight / 3;
  }
}

function go(scene) {
  jumped = performance.now();
  scene.scrollIntoView({ block: "start" });
  scene.focus({ preventScroll: true });
  history.replaceState(null, "", `#${scene.id}`);
  mark(scene);
}

// The scene being read is the last whose heading has passed the top of the page.
function reading() {
  const top = document.querySelector(".bar").offsetHeight + 40;
  let low = 0;
  let high = scenes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scenes[middle].getBoundingClientRect().top <= top) low = middle + 1;
    else high = middle;
  }
  return scenes[Math.max(0, low - 1)];
}

const listed = () => scenes.filter((scene) => !entries.get(scene.id).hidden);

function step(by) {
  const among = listed();
  const at = among.indexOf(here);
  const from = at >= 0 ? at : among.findIndex((scene) => scenes.indexOf(scene) > scenes.indexOf(here)) - (by > 0);
  const next = among[Math.min(among.length - 1, Math.max(0, from + by))];
  if (next !== undefined) go(next);
}

function narrow(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of document.querySelectorAll(".part-name")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(on));
  const name = `|${button.dataset.part}|`;
  for (const entry of entries.values()) entry.hidden = on && !entry.dataset.parts.includes(name);
  document.querySelector(".scene-list .nobody").hidden = listed().length > 0;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog[open]") !== null) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

document.addEventListener("click", (event) => {
  const bar = event.target.closest(".ribbon [data-jump]");
  if (bar !== null) go(document.getElementById(bar.dataset.jump));
  const part = event.target.closest(".part-name");
  if (part !== null) narrow(part);
});

// Who works in a scene is in it, wherever it stands in the window.
document.addEventListener("focusin", (event) => {
  const scene = event.target.closest(".screenplay .scene");
  if (scene === null) return;
  jumped = performance.now();
  mark(scene);
});

addEventListener("hashchange", () => {
  const scene = document.getElementById(location.hash.slice(1));
  if (scenes.includes(scene)) mark(scene);
});

let waiting = false;
addEventListener("scroll", () => {
  if (waiting || performance.now() - jumped < 400) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (!document.activeElement?.matches(".scene :is(button, input, select, textarea)")) mark(reading());
  });
}, { passive: true });

document.addEventListener("topsheet:redrawn", collect);
collect();
