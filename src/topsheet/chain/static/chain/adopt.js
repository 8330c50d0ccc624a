// Deciding conflicts: a radio for each, 1 and 2 to choose and go on, all of them at once.

import { call, refreshOn, toast } from "../site/api.js";

const form = document.getElementById("adopt");
const cards = form === null ? [] : [...form.querySelectorAll(".conflict-card")];
const left = document.getElementById("adopt-left");
const button = form?.querySelector(".adopt-line .btn");

const chosen = (card) => card.querySelector("input:checked")?.value ?? "";

function tally() {
  const decided = cards.filter((card) => chosen(card) !== "");
  for (const card of cards) card.classList.toggle("decided", chosen(card) !== "");
  if (left !== null) {
    left.textContent = left.dataset.text.replace("{n}", decided.length).replace("{all}", cards.length);
  }
  if (button) button.disabled = decided.length < cards.length;
}

function choose(card, side) {
  const input = card.querySelector(`input[value="${side}"]`);
  input.checked = true;
  input.focus();
  tally();
}

function here() {
  return cards.indexOf(document.activeElement?.closest(".conflict-card"));
}

function goTo(index) {
  const card = cards[Math.max(0, Math.min(index, cards.length - 1))];
  if (card === undefined) return;
  (card.querySelector("input:checked") ?? card.querySelector("input")).focus();
  card.scrollIntoView({ block: "nearest" });
}

function decide(side) {
  const index = Math.max(0, here());
  if (cards[index] === undefined) return;
  choose(cards[index], side);
  const next = cards.findIndex((card, n) => n > index && chosen(card) === "");
  if (next > 0) goTo(next);
  else if (button && !button.disabled) button.focus();
}

async function adopt() {
  if (!button || button.disabled) return;
  button.disabled = true;
  const choices = Object.fromEntries(cards.map((card) => [card.dataset.key, chosen(card)]));
  const { path, sequence, done } = form.dataset;
  const body = { choices, sequence: Number(sequence), version: Number(form.dataset.version) };
  const answer = await call("POST", path, body, { quiet: true, onProblem: told });
  if (answer === null) tally();
  else location.assign(done);
}

function told(problem) {
  const action = problem.status === 409 ? [form.dataset.again, () => location.reload()] : null;
  toast(problem.detail ?? "", { kind: "bad", action });
}

if (form !== null) {
  form.addEventListener("change", tally);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    adopt();
  });
  form.addEventListener("click", (event) => {
    const all = event.target.closest("[data-all]");
    if (all === null) return;
    for (const card of cards) card.querySelector(`input[value="${all.dataset.all}"]`).checked = true;
    tally();
    button?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open].modal") !== null) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      adopt();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || cards.length === 0) return;
    if (event.key === "j") goTo(here() + 1);
    else if (event.key === "k") goTo(Math.max(0, here() - 1));
    else if (event.key === "1") decide("mine");
    else if (event.key === "2") decide("theirs");
    else return;
    event.preventDefault();
  });
  refreshOn(() => {
    const again = [form.dataset.again, () => location.reload()];
    toast(form.dataset.moved, { kind: "warn", key: "moved-on", action: again });
  });
  tally();
}
