// Draws the pass: the scene's text with its words marked, and the list of its suggestions.

import { el, fill } from "./dom.js";

const SPOKEN = new Set(["character", "parenthetical", "dialogue", "lyric"]);
const MARKS = { accepted: "✓", rejected: "✕", suggested: "·" };

const root = document.getElementById("review");
const part = (name) => root.querySelector(`[data-part="${name}"]`);

export function drawProgress(store, kept, words) {
  const done = store.items.filter((item) => store.decided(item)).length;
  const all = store.items.length;
  part("progress").textContent = fill(words.progress, { n: done, all });
  const bar = root.querySelector("progress");
  bar.max = Math.max(1, all);
  bar.value = done;
  const filtered = kept.length !== all;
  part("kept").textContent = filtered ? fill(words.kept, { n: kept.length }) : "";
}

export function drawHead(store, scene, words) {
  const { number, heading } = store.scenes[scene];
  part("number").textContent = number;
  part("heading").textContent = heading;
  const mine = store.byScene.get(scene) ?? [];
  const left = mine.filter((item) => !store.decided(item)).length;
  part("left").textContent = left === 0 ? words.sceneDone : fill(words.sceneLeft, { n: left });
}

export function drawText(store, scene, text, here) {
  const sheet = part("text");
  sheet.replaceChildren(...blocks(store, text));
  sheet.setAttribute("aria-busy", "false");
  point(here);
}

function* blocks(store, text) {
  let speech = null;
  for (const block of text.blocks) {
    const paragraph = el("p", { class: block.style, data: { line: block.line } },
      ...block.pieces.map(([said, uids]) => (uids.length === 0 ? said : mark(store, said, uids))));
    if (block.style === "character" || (speech === null && SPOKEN.has(block.style))) {
      speech = el("div", { class: "speech" }, paragraph);
      yield speech;
    } else if (speech !== null && SPOKEN.has(block.style)) {
      speech.append(paragraph);
    } else {
      speech = null;
      yield paragraph;
    }
  }
}

function mark(store, said, uids) {
  const item = store.byUid.get(uids[0]);
  if (item === undefined) return said;
  return el("mark", { class: classes(store, item), data: { uids: uids.join(" ") }, title: titles(store, uids) }, said);
}

const titles = (store, uids) => uids.map((uid) => store.byUid.get(uid)).filter(Boolean)
  .map((item) => store.name(item)).join(", ");

const classes = (store, item) =>
  `tag ${store.style(item)} ${item.state}${item.lost ? " lost" : ""}${store.counts(item) ? "" : " uncounted"}`;

// Decisions change classes; the text stays where it is.
export function redrawMarks(store) {
  for (const one of part("text").querySelectorAll("mark")) {
    const here = one.classList.contains("here");
    const item = store.byUid.get(one.dataset.uids.split(" ")[0]);
    if (item !== undefined) one.className = classes(store, item) + (here ? " here" : "");
  }
}

export function point(item) {
  for (const one of part("text").querySelectorAll("mark")) {
    const here = item !== null && one.dataset.uids.split(" ").includes(item.uid);
    one.classList.toggle("here", here);
  }
  keepInView(part("text"), part("text").querySelector("mark.here"));
}

export function drawList(store, scene, here, shown, words) {
  const text = store.textNow(scene);
  const mine = store.byScene.get(scene) ?? [];
  const list = part("list");
  list.replaceChildren(...mine.map((item) => row(store, item, item === here, shown.has(item), text, words)));
  part("along").replaceChildren(...(text?.along ?? []).map((one) => along(one, words)));
  part("along-box").hidden = (text?.along ?? []).length === 0;
  part("none").hidden = mine.length > 0;
  keepInView(list, list.querySelector("[aria-current]"));
}

function row(store, item, here, shown, text, words) {
  const more = text?.items[item.uid];
  const role = item.kind === "appearance" ? store.roles[item.of]?.number : null;
  return el("li", { class: `${classes(store, item)}${shown ? "" : " aside"}` }, el(
    "button",
    { type: "button", class: "suggestion", data: { uid: item.uid }, "aria-current": here && "true" },
    el("span", { class: "state", "aria-hidden": "true" }, MARKS[item.state]),
    el("span", { class: "what" }, role ? el("b", { class: "id" }, role) : null, store.name(item),
      more?.quantity ? el("b", { class: "times" }, ` × ${more.quantity}`) : null),
    el("small", { class: "of" }, store.label(item, words)),
    el("span", { class: "sure" }, String(item.confidence)),
    el("small", { class: "why" }, item.lost ? words.lost : more?.reason ?? ""),
    el("span", { class: "visually-hidden" }, words[item.state]),
  ));
}

function along(one, words) {
  return el("li", {}, el("span", { class: "what" }, one.name), el("small", {}, one.reason),
    el("button", { type: "button", class: "btn quiet small", data: { refuse: one.element } }, words.refuse));
}

export function drawCard(store, item, words) {
  const card = part("card");
  card.hidden = item === null;
  part("end").hidden = item !== null;
  if (item === null) return;
  card.className = `sheet card-of ${store.style(item)}`;
  const text = store.textNow(item.scene);
  const more = text?.items[item.uid];
  const element = item.kind === "mention" ? store.elements[item.of] : null;
  part("name").textContent = store.name(item) + (more?.quantity ? ` × ${more.quantity}` : "");
  part("category").textContent = store.label(item, words);
  part("confidence").textContent = fill(words.sure, { n: item.confidence });
  part("state").textContent = item.lost ? words.lost : words[item.state];
  part("reason").textContent = more?.reason ?? "";
  part("note").textContent = element?.note ?? "";
  for (const button of card.querySelectorAll("[data-only]")) {
    button.hidden = !button.dataset.only.split(" ").includes(item.kind);
  }
  part("say").textContent = `${store.name(item)}, ${store.label(item, words)}, ${item.confidence}, ${words[item.state]}`;
}

// Scrolls the box alone; scrollIntoView would move the page too.
function keepInView(box, target) {
  if (target === null || target === undefined) return;
  if (box.scrollHeight <= box.clientHeight + 1) {
    if (target.closest("mark")) keepOnScreen(target);
    return;
  }
  const above = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above < 40 || above > box.clientHeight - 80) box.scrollTop += above - box.clientHeight / 3;
}

function keepOnScreen(target) {
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 90 || bottom > innerHeight - 220) scrollBy({ top: top - innerHeight / 3 });
}
