// Asks the office every two seconds whether somebody else changed something, while it is looked at.

import { isOurs, isWriting, production, refresh, scenario, sequence } from "./api.js";
import { toast, word } from "./toasts.js";

const EVERY = 2000;
const SLOWEST = 30_000;

let since = sequence(); // the last change set this page knows of
let tag = "";
let wait = EVERY;
let timer = 0;
let asking = false;

function url() {
  const found = new URL(`/p/${production()}/pulse/`, location.origin);
  found.searchParams.set("since", String(since));
  if (scenario()) found.searchParams.set("scenario", scenario());
  return found;
}

async function ask() {
  if (asking || isWriting()) return plan();
  asking = true;
  try {
    const headers = { Accept: "application/json", ...(tag ? { "If-None-Match": tag } : {}) };
    const response = await fetch(url(), { headers, credentials: "same-origin", cache: "no-store" });
    if (response.redirected || [401, 403, 404].includes(response.status)) return gone(response);
    if (response.status === 200) {
      tag = response.headers.get("ETag") ?? "";
      await arrived(await response.json());
    } else if (response.status !== 304) throw new Error(response.statusText);
    if (wait > EVERY) document.querySelector('[data-key="offline"]')?.remove();
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
    if (wait > EVERY * 4) toast(word("offline"), { kind: "warn", key: "offline", stays: true });
  } finally {
    asking = false;
  }
  return plan();
}

function plan() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

// The session ended, or the production is no longer theirs to see: say it once and stop.
function gone(response) {
  clearTimeout(timer);
  document.removeEventListener("visibilitychange", woken);
  const said = response.redirected || response.status === 401 ? "signedOut" : "gone";
  toast(word(said), { kind: "warn", key: "offline", stays: true });
}

async function arrived({ sequence: latest, changes }) {
  if (latest < since) since = latest; // the production was put back from a file
  const fresh = changes.filter((one) => one.sequence > since && !isOurs(one.sequence));
  since = latest;
  document.body.dataset.sequence = String(latest);
  const here = fresh.filter((one) => one.here);
  if (here.length === 0) return;
  tell(here.filter((one) => one.verb));
  await refresh({ reason: "pulse", sequence: latest, changes: here });
}

function tell(lines) {
  if (lines.length === 0) return;
  const said = lines.map((one) => `${one.own ? word("you") : one.who || word("somebody")}: ${one.verb}`);
  const first = said.length > 3 ? `${said.at(-1)} (+${said.length - 1})` : said.at(-1);
  toast(first, { key: "others", detail: said.length > 3 ? "" : said.slice(0, -1).join(" · ") });
}

function woken() {
  if (document.hidden) clearTimeout(timer);
  else ask();
}

document.addEventListener("visibilitychange", woken);
plan();
