// How every page writes: through the JSON API, telling what went wrong and losing nothing.
//
//   import { call, written, refreshOn, toast } from "../site/api.js";
//   const answer = await call("POST", "board/move", { strips, day, version });
//   if (answer === null) …          it was told to the person already; what they typed stays
//   refreshOn(() => refetch());     somebody else, an undo or a job changed the production

import { decide } from "./conflict.js";
import { toast, word } from "./toasts.js";

export { toast };

const AGAIN = [0, 401, 408, 429]; // no answer, signed out, too slow, too many: not the edit's fault

const body = document.body;
const waiting = new Set(); // edits that did not arrive yet
const ours = new Set(); // sequences this page wrote itself
const refreshers = new Set();

export const production = () => body.dataset.production ?? "";
export const scenario = () => body.dataset.scenario ?? "";
export const sequence = () => Number(body.dataset.sequence ?? 0);
export const isOurs = (number) => ours.has(number);
export const unsaved = () => waiting.size;

let writing = 0; // edits under way; what they change is ours
export const isWriting = () => writing > 0;

export function urlOf(path) {
  const url = new URL(path, `${location.origin}/api/v1/productions/${production()}/`);
  if (scenario() && !url.searchParams.has("scenario")) url.searchParams.set("scenario", scenario());
  return url;
}

export function csrf() {
  try {
    return JSON.parse(body.getAttribute("hx-headers"))["X-CSRFToken"];
  } catch {
    return "";
  }
}

// → the answer as JSON, or null when it failed and the person was told.
// options: { quiet: no toast, mine: (body, problem) => body to send again after a conflict }
export async function call(method, path, sent = undefined, options = {}) {
  const url = urlOf(path);
  let problem;
  if (method !== "GET") writing += 1;
  try {
    const response = await ask(method, url, sent);
    if (response.ok) return await arrived(response, method);
    problem = await problemOf(response);
  } catch {
    problem = { status: 0, detail: word("offline") };
  } finally {
    if (method !== "GET") writing -= 1;
  }
  if (problem.status === 409 && "theirs" in problem) return conflict(method, path, sent, options, problem);
  if (method !== "GET" && (problem.status >= 500 || AGAIN.includes(problem.status))) {
    return again(method, path, sent, options, problem);
  }
  if (!options.quiet) toast(problem.detail ?? word("failed"), { kind: "bad" });
  options.onProblem?.(problem);
  return null;
}

function ask(method, url, sent) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf() };
  const plain = sent !== undefined && !(sent instanceof FormData);
  if (plain) headers["Content-Type"] = "application/json";
  return fetch(url, {
    method, headers, credentials: "same-origin", body: plain ? JSON.stringify(sent) : sent,
  });
}

async function arrived(response, method) {
  if (response.status === 204) return {};
  const answer = await response.json();
  if (method !== "GET" && Number.isInteger(answer?.sequence)) written(answer);
  return answer;
}

async function problemOf(response) {
  try {
    const problem = await response.json();
    return { status: response.status, ...problem };
  } catch {
    return { status: response.status, detail: word(response.status === 401 ? "signedOut" : "failed") };
  }
}

async function conflict(method, path, sent, options, problem) {
  const done = hold();
  const mine = await decide(problem);
  done();
  if (!mine) {
    refresh({ reason: "conflict" });
    return null;
  }
  const next = options.mine?.(sent, problem) ?? { ...sent, version: problem.version };
  return call(method, path, next, options);
}

// What did not arrive waits behind a button; the promise of the call waits with it.
function again(method, path, sent, options, problem) {
  return new Promise((resolve) => {
    const done = hold();
    toast(`${problem.detail ?? word("failed")} ${word("kept")}`, {
      kind: "bad",
      detail: inWords(sent),
      action: [word("retry"), () => { done(); resolve(call(method, path, sent, options)); }],
      onClose: () => { done(); options.onProblem?.(problem); resolve(null); },
    });
  });
}

function hold() {
  const token = {};
  waiting.add(token);
  return () => waiting.delete(token);
}

function inWords(sent) {
  if (sent === undefined || sent instanceof FormData) return "";
  const said = Object.entries(sent)
    .filter(([name, value]) => name !== "version" && ["string", "number"].includes(typeof value) && value !== "")
    .map(([, value]) => String(value));
  return said.join(" · ").slice(0, 200);
}

addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});

// A write is done: the figures it moved are asked for, by whoever listens.
export function written({ sequence: number, change = "" }) {
  ours.add(number);
  body.dataset.sequence = String(Math.max(number, sequence()));
  document.dispatchEvent(new CustomEvent("topsheet:written", { detail: { sequence: number, change } }));
}

// fn(detail) is called when what the page shows is no longer what the production holds.
// → a function that takes it off again.
export function refreshOn(fn) {
  refreshers.add(fn);
  return () => refreshers.delete(fn);
}

export const hasRefreshers = () => refreshers.size > 0;

export async function refresh(detail = {}) {
  document.dispatchEvent(new CustomEvent("topsheet:changed", { detail }));
  for (const fn of refreshers) {
    try {
      await fn(detail);
    } catch (error) {
      console.error(error);
    }
  }
}
