// The board's dialogs: to which day, how many minutes, which parts, what a banner says.

import { call } from "../site/api.js";
import { kindOf } from "./air.js";
import { startImprove } from "./improve.js";
import { dayOf, days, nameOf, stripsIn, word } from "./patch.js";
import { clear, held } from "./select.js";
import * as verbs from "./verbs.js";

const dialogOf = (name) => document.querySelector(`dialog[data-ask="${name}"]`);
let about = null; // what the open dialog is for

export function askFor(name, subject = null) {
  const dialog = dialogOf(name);
  const list = held();
  about = subject ?? list;
  if (["move", "minutes", "parts"].includes(name) && list.length === 0) return;
  if (name === "banner" && subject === null && !list[0]?.closest("[data-day]")) return;
  const back = document.activeElement;
  OPEN[name]?.(dialog, about);
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (document.activeElement === document.body) document.getElementById(back?.id)?.focus();
  }, { once: true });
}

const OPEN = {
  move: openMove,
  minutes: (dialog, [strip]) => {
    dialog.querySelector("[data-title]").textContent = verbs.titleOf([strip]);
    const form = dialog.querySelector("[data-form]");
    form.minutes.value = strip.dataset.minutes;
    form.minutes.select();
    dialog.querySelector("[data-restore]").hidden = !strip.hasAttribute("data-by-hand");
    const own = JSON.parse(strip.dataset.own);
    form.eighths.value = own.eighths ?? "";
    form.place.value = own.place;
    form.note.value = own.note;
    form.follows.checked = own.cast === null;
    for (const box of form.querySelectorAll("[name=cast]")) box.checked = own.with.includes(box.value);
    form.querySelector("details").open = own.cast !== null;
  },
  parts: (dialog, [strip]) => {
    dialog.querySelector("[data-title]").textContent = `${word("parts")} ${strip.dataset.scene}`;
    dialog.querySelector("[data-form=cut]").hidden = strip.dataset.part !== "0";
    dialog.querySelector("[data-form=join]").hidden = strip.dataset.part === "0";
  },
  banner: (dialog, subject) => {
    const line = subject.dataset?.banner ? subject : null;
    dialog.querySelector("[name=text]").value = line?.dataset.text ?? "";
    dialog.querySelector("[name=minutes]").value = line?.dataset.minutes ?? "0";
    dialog.querySelector("[data-restore]").hidden = line === null;
  },
  day: (dialog, day) => {
    dialog.querySelector("[data-title]").textContent = nameOf(day);
    const form = dialog.querySelector("[data-form=set]");
    form.call.value = day.dataset.call;
    form.shift.value = day.dataset.shift;
    form.note.value = day.dataset.note;
    form.kind.value = day.dataset.kind;
    dialog.querySelector("[data-kind-choice]").hidden = stripsIn(day).length > 0;
    form.locked.checked = day.hasAttribute("data-locked");
    dialog.querySelector("[name=date]").value = day.dataset.date;
  },
};

// ----- to which day

async function openMove(dialog, list) {
  const input = dialog.querySelector("input");
  const rows = dialog.querySelector("ul");
  input.value = "";
  rows.replaceChildren();
  dialog.querySelector("h2").textContent = verbs.titleOf(list);
  const found = await verbs.landingOf(list.map((strip) => strip.dataset.strip));
  if (found === null || !dialog.open) return dialog.close();
  const best = found.landings.findIndex((one) => one.day === found.best);
  for (const [place, one] of found.landings.entries()) rows.append(rowOf(one, place === best));
  mark(rows, rows.querySelector("[data-best]") ?? rows.firstElementChild);
}

function rowOf(one, best) {
  const day = dayOf(one.day);
  const row = document.createElement("li");
  row.setAttribute("role", "option");
  row.dataset.to = one.day;
  row.dataset.position = one.position;
  row.dataset.number = day?.dataset.number ?? "";
  if (best) row.dataset.best = "";
  if (one.refused) row.setAttribute("aria-disabled", "true");
  const name = document.createElement("span");
  name.textContent = day ? `${nameOf(day)} · ${day.dataset.dateText}` : word(one.day);
  const price = document.createElement("b");
  price.className = kindOf(one);
  price.textContent = (best ? "★ " : "") + one.label;
  const why = document.createElement("small");
  why.textContent = one.refused ? "" : one.appear.find((b) => b.unlawful)?.message ?? one.hours;
  row.append(name, price, why);
  return row;
}

function mark(rows, row) {
  if (!row) return;
  for (const old of rows.querySelectorAll("[aria-selected=true]")) old.removeAttribute("aria-selected");
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
}

function moveDialog(dialog) {
  const input = dialog.querySelector("input");
  const rows = dialog.querySelector("ul");
  const go = (row) => {
    if (!row || row.hasAttribute("aria-disabled")) return;
    const list = about;
    dialog.close();
    const place = ["new", "boneyard"].includes(row.dataset.to) ? {} : { position: Number(row.dataset.position) };
    verbs.moveTo(list, row.dataset.to, place, `${verbs.titleOf(list)}: ${[...row.children].map((part) => part.textContent).filter(Boolean).join(", ")}`).then((answer) => answer !== null && clear());
  };
  input.addEventListener("input", () => mark(rows, [...rows.children].find((row) => row.dataset.number === input.value.trim())));
  input.addEventListener("keydown", (event) => {
    const here = rows.querySelector("[aria-selected=true]");
    if (event.key === "Enter") go(here);
    else if (event.key === "ArrowDown") mark(rows, here?.nextElementSibling);
    else if (event.key === "ArrowUp") mark(rows, here?.previousElementSibling);
    else return;
    event.preventDefault();
  });
  rows.addEventListener("click", (event) => go(event.target.closest("li")));
}

// ----- forms

const number = (field) => (field.value === "" ? null : Number(field.value));
const uidOf = (value) => days().find((day) => value && day.dataset.number === value)?.dataset.day ?? "";

// What the strip's form says otherwise than the strip.
function stripFrom(form, strip) {
  const own = JSON.parse(strip.dataset.own);
  const wanted = {};
  if (form.minutes.value !== strip.dataset.minutes) wanted.minutes = number(form.minutes);
  if (number(form.eighths) !== own.eighths) wanted.eighths = number(form.eighths);
  if (form.place.value !== own.place) wanted.place = form.place.value;
  if (form.note.value !== own.note) wanted.note = form.note.value;
  const cast = form.follows.checked ? null : [...form.querySelectorAll("[name=cast]:checked")].map((box) => box.value).sort();
  if (JSON.stringify(cast) !== JSON.stringify(own.cast)) wanted.cast = cast;
  return wanted;
}

// A tick is a decision: from then on the strip has a cast of its own.
document.addEventListener("change", (event) => {
  if (event.target.name === "cast") event.target.form.follows.checked = false;
});

const SUBMIT = {
  minutes: (form) => {
    const wanted = stripFrom(form, about[0]);
    return Object.keys(wanted).length > 0 ? verbs.setStrip(about[0], wanted) : null;
  },
  cut: (form) => verbs.cut(about[0], Number(form.count.value)),
  join: () => verbs.joinParts(about[0]),
  extra: (form) => verbs.addPart(about[0], form.kind.value, Number(form.minutes.value)),
  banner: (form) => {
    const minutes = Number(form.minutes.value);
    if (about.dataset?.banner) return verbs.setBanner(about, form.text.value, minutes);
    const strip = about.dataset ? null : about[0];
    const day = strip ? strip.closest("[data-day]") : about;
    return verbs.addBanner(day.dataset.day, form.text.value, minutes, strip ? stripsIn(day).indexOf(strip) : 0);
  },
  set: (form) => {
    const [hours, minutes] = form.call.value.split(":").map(Number);
    const call = form.call.value ? hours * 60 + minutes : null;
    const was = about.dataset;
    const wanted = {};
    if (form.call.value !== was.call) wanted.call = call;
    if (form.shift.value !== was.shift) wanted.shift = form.shift.value;
    if (form.note.value !== was.note) wanted.note = form.note.value;
    if (form.kind.value !== was.kind) wanted.kind = form.kind.value;
    const locked = about.hasAttribute("data-locked");
    if (form.locked.checked !== locked) wanted.locked = form.locked.checked;
    return Object.keys(wanted).length > 0 ? verbs.setDay(was.day, wanted) : null;
  },
  shift: (form) => verbs.shiftDay(about.dataset.day, form.date.value),
  breaks: (form) => verbs.breaks(uidOf(form.first.value), uidOf(form.last.value)),
  improve: async (form) => {
    const weight = form.weight;
    if (weight && weight.value !== weight.defaultValue) {
      const sent = { overtime_weight: Math.round(Number(weight.value) * 100) };
      if ((await call("PUT", "board/preference", sent)) === null) return;
      weight.defaultValue = weight.value;
    }
    startImprove({ effort: Number(form.effort.value), with_boneyard: form.with_boneyard.checked });
  },
};

const DAY_ACTS = {
  insert: (day) => verbs.insert(day.dataset.day),
  join: (day) => verbs.joinDay(day.dataset.day),
  remove: (day) => verbs.removeDay(day.dataset.day),
  banner: (day) => askFor("banner", day),
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  const dialog = form.closest("dialog[data-ask]");
  if (dialog === null || form.method === "dialog") return;
  event.preventDefault();
  dialog.close();
  SUBMIT[form.dataset.form || dialog.dataset.ask]?.(form);
});

document.addEventListener("click", (event) => {
  const restore = event.target.closest("[data-restore]");
  const verb = event.target.closest("[data-day-act]");
  if (restore !== null) {
    const name = restore.closest("dialog").dataset.ask;
    restore.closest("dialog").close();
    if (name === "minutes") verbs.setStrip(about[0], { minutes: null });
    else verbs.setBanner(about, "", 0);
  } else if (verb !== null) {
    verb.closest("dialog").close();
    DAY_ACTS[verb.dataset.dayAct](about);
  }
});

const moving = dialogOf("move");
if (moving !== null) moveDialog(moving);
