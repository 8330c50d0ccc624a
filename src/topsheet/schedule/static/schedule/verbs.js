// What people do on the board; every verb is one call of the API and one patch of the page.

import { call, toast } from "../site/api.js";
import { board, dayOf, days, nameOf, refetch, say, stripOf, stripsIn, word } from "./patch.js";
import { chosen, clear, cursor, focusOn, held } from "./select.js";

const path = (...parts) => parts.map((part) => part.split("/").map(encodeURIComponent).join("/")).join("/");
const keysOf = (list) => list.map((strip) => strip.dataset.strip);
const versionsOf = (list) => Object.fromEntries(list.map((strip) => [strip.dataset.strip, Number(strip.dataset.version)]));

export function titleOf(list) {
  return list.length === 1 ? `${word("scene")} ${list[0].dataset.scene}` : `${list.length} ${word("strips")}`;
}

let queue = Promise.resolve(); // one verb after another, so that each sees the last one's versions

// Call, then bring the page up to date; a conflict is decided in the dialog.
export function act(method, where, sent, said = "") {
  queue = queue.then(async () => {
    const options = { mine: (body) => ({ ...body, version: undefined, versions: {} }) };
    const answer = await call(method, `board/${where}`, typeof sent === "function" ? sent() : sent, options);
    await refetch();
    if (answer !== null) say(said || answer.change);
    return answer;
  });
  return queue;
}

export async function landingOf(keys) {
  return call("POST", "board/landing", { strips: keys }, { quiet: true, onProblem: (problem) => toast(problem.detail, { kind: "warn", key: "landing" }) });
}

export function moveTo(list, day, place = {}, said = "") {
  const keys = keysOf(list);
  return act("POST", "move", () => ({
    strips: keys, day, ...place,
    versions: versionsOf(keys.map(stripOf).filter((strip) => strip !== null)),
  }), said);
}

export function toBoneyard() {
  const list = held();
  if (list.length === 0) return;
  const { strip: key } = (cursor() ?? list[0]).dataset;
  focusNext(list);
  moveTo(list, "boneyard").then((answer) => {
    if (answer !== null) clear();
    else if (stripOf(key) !== null) focusOn(stripOf(key));
  });
}

function focusNext(list) {
  const all = [...board.querySelectorAll("[data-strip]")];
  const after = all.slice(all.indexOf(list.at(-1)) + 1).find((strip) => !list.includes(strip));
  if (after) focusOn(after);
}

export function lock() {
  const list = held();
  if (list.length === 0) return;
  const locked = !list.every((strip) => strip.hasAttribute("data-locked"));
  act("POST", "lock", { strips: keysOf(list), locked });
}

// One place up or down; over the edge of a day into the next.
export function nudge(step) {
  const list = held();
  if (list.length === 0) return false;
  const day = list[0].closest("[data-day]");
  if (day === null) return false;
  const left = stripsIn(day).filter((strip) => !list.includes(strip));
  const at = stripsIn(day).filter((strip) => !list.includes(strip) && strip.compareDocumentPosition(list[0]) & 4).length;
  const to = at + step;
  if (to < 0 || to > left.length) return toNeighbour(step);
  place(list, day, to);
  moveTo(list, day.dataset.day, { position: to }, `${titleOf(list)}, ${to + 1} / ${left.length + list.length}, ${nameOf(day)}`);
  return true;
}

export function toNeighbour(step) {
  const list = held();
  const day = list[0]?.closest("[data-day]");
  if (!day) return false;
  const shooting = days().filter((one) => one.dataset.kind === "shoot");
  const next = shooting[shooting.indexOf(day) + step];
  if (next === undefined) {
    say(word("edge"));
    return true;
  }
  const to = step > 0 ? 0 : stripsIn(next).length;
  place(list, next, to);
  moveTo(list, next.dataset.day, { position: to });
  return true;
}

// Shown at once where they go; the server's answer is put over it, and when it refuses the
// days are drawn as they were: without a digest they are not those the server knows.
export function place(list, day, to) {
  for (const touched of [day, ...list.map((strip) => strip.closest("[data-day]"))]) {
    if (touched !== null) touched.dataset.digest = "";
  }
  const focused = document.activeElement;
  const target = day.querySelector(".strips");
  const left = stripsIn(day).filter((strip) => !list.includes(strip));
  const before = left[to] ?? null;
  target.querySelector(".none")?.remove();
  for (const strip of list) {
    if (before !== null) before.before(strip);
    else target.append(strip);
  }
  if (list.includes(focused)) focused.focus({ preventScroll: true });
}

export async function toBest() {
  const list = held();
  if (list.length === 0) return;
  const found = await landingOf(keysOf(list));
  if (found === null) return;
  const best = found.landings.find((one) => one.day === found.best);
  if (best === undefined) {
    toast(word("nothing"), { key: "landing" });
    return;
  }
  moveTo(list, best.day, { position: best.position }, `${titleOf(list)}: ${best.label}`).then((answer) => {
    if (answer !== null) toast(`${answer.change} · ${best.label}`, { key: "landing" });
  });
}

export function breakHere() {
  const list = held();
  const strip = list[0];
  const day = strip?.closest("[data-day]");
  if (!day) return;
  act("POST", path("days", day.dataset.day, "split"), { position: stripsIn(day).indexOf(strip) });
}

export function join() {
  const day = held()[0]?.closest("[data-day]");
  if (day) act("POST", path("days", day.dataset.day, "join"));
}

export const insert = (after) => act("POST", "days", { after });
export const tidy = () => act("DELETE", "empty-days");
export const removeDay = (day) => act("DELETE", path("days", day));
export const joinDay = (day) => act("POST", path("days", day, "join"));
export const shiftDay = (day, date) => act("POST", path("days", day, "shift"), { date, version: Number(dayOf(day).dataset.version) });
export const setDay = (day, wanted) => act("PATCH", path("days", day), { ...wanted, version: Number(dayOf(day).dataset.version) });
export const breaks = (first, last) => act("POST", "breaks", { first, last });
export const setStrip = (strip, wanted) => act("PATCH", path("strips", strip.dataset.strip), { ...wanted, version: Number(strip.dataset.version) });
export const cut = (strip, count) => act("POST", path("parts", strip.dataset.strip), { count });
export const joinParts = (strip) => act("DELETE", path("parts", strip.dataset.strip));
export const addPart = (strip, kind, minutes) => act("POST", path("extra", strip.dataset.strip), { kind, minutes });
export const addBanner = (day, text, minutes, position) => act("POST", "banners", { day, text, minutes, position });
export const setBanner = (line, text, minutes) => act("PATCH", path("banners", line.dataset.banner), { text, minutes, version: Number(line.dataset.version) });
export { chosen };
