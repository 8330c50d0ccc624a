// Improve: a job that goes on while people look; the best so far, a stop that keeps it.

import { call, toast, urlOf, written } from "../site/api.js";
import { refetch, say, word } from "./patch.js";

const EVERY = 800;
const panel = document.querySelector("[data-improving]");
const kept = `improve:${document.body.dataset.production}:${document.body.dataset.scenario}`;
let job = "";

const button = (name) => panel.querySelector(`[data-act="${name}"]`);

export async function startImprove(sent) {
  const asked = await call("POST", "board/improve", sent);
  if (asked === null) return;
  sessionStorage.setItem(kept, asked.job);
  watch(asked.job);
}

// A job that was asked for before the page was loaded anew.
export function watchImprove() {
  const running = sessionStorage.getItem(kept);
  if (running) watch(running);
  button("stop").addEventListener("click", stop);
  button("take").addEventListener("click", take);
  button("close-improve").addEventListener("click", close);
}

function watch(id) {
  job = id;
  panel.hidden = false;
  button("stop").hidden = false;
  button("stop").disabled = false;
  for (const name of ["take", "close-improve"]) button(name).hidden = true;
  told(word("waiting"));
  ask();
}

const told = (sentence) => { panel.querySelector("[data-said]").textContent = sentence; };

async function ask() {
  const ours = job;
  if (!ours) return;
  const response = await fetch(urlOf(`/api/v1/jobs/${ours}`), { credentials: "same-origin", cache: "no-store" });
  if (ours !== job) return;
  if (!response.ok) return close();
  const state = await response.json();
  panel.querySelector("progress").value = state.progress;
  if (["queued", "running"].includes(state.state)) {
    if (state.detail) told(bestSoFar(state.detail));
    setTimeout(ask, EVERY);
  } else await ended(state);
}

function bestSoFar({ days, cost, saved }) {
  const parts = [`${word("bestsofar")}: ${days} ${word("days")}`];
  if (cost) parts.push(money(cost));
  if (saved && Number(saved.amount) > 0) parts.push(`${word("saves")} ${money(saved)}`);
  return parts.join(" · ");
}

function money({ amount, currency }) {
  const style = { style: "currency", currency, maximumFractionDigits: 0 };
  return new Intl.NumberFormat(document.documentElement.lang || "en", style).format(Number(amount));
}

async function ended(state) {
  sessionStorage.removeItem(kept);
  button("stop").hidden = true;
  button("close-improve").hidden = false;
  if (state.state !== "done") {
    told(state.error || state.message);
    return;
  }
  const { result } = state;
  panel.querySelector("progress").value = 1;
  told(summary(result));
  say(summary(result));
  if (result.saved) {
    written(result);
    await refetch();
  }
  button("take").hidden = !result.changed_meanwhile;
}

function summary(result) {
  const parts = [];
  if (result.reason) parts.push(result.reason);
  else if (result.changed_meanwhile) parts.push(word("meanwhile"));
  else parts.push(result.better ? word("saved") : word("nothing"));
  if (result.better) {
    parts.push(`${result.days_before} → ${result.days} ${word("days")}`);
    if (result.cost) parts.push(`${money(result.cost_before)} → ${money(result.cost)}`);
  }
  return parts.join(" · ");
}

async function stop() {
  button("stop").disabled = true;
  await fetch(urlOf(`/api/v1/jobs/${job}/cancel`), {
    method: "POST", credentials: "same-origin",
    headers: { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] },
  });
}

async function take() {
  const answer = await call("POST", `board/improve/${job}/take`);
  await refetch();
  if (answer !== null) {
    toast(answer.change, { kind: "good" });
    close();
  }
}

function close() {
  job = "";
  sessionStorage.removeItem(kept);
  panel.hidden = true;
}
