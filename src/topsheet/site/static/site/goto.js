// Ctrl K: a dialog over pages, commands and everything that can be found. Without it the link
// opens the same list as a page.

const dialog = document.getElementById("goto");
const link = document.querySelector("[data-goto]");
const WAIT = 90; // milliseconds after the last key before the office is asked
const AGAIN = 250; // when productions are left that nobody has read yet

let asked = 0;
let timer = 0;

async function open() {
  if (dialog.open) return;
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  dialog.innerHTML = await answer.text();
  dialog.showModal();
  const query = dialog.querySelector("input");
  query.addEventListener("input", () => {
    narrow(query.value);
    clearTimeout(timer);
    timer = setTimeout(() => find(query.value), WAIT);
  });
  query.addEventListener("keydown", move);
  query.focus();
  narrow("");
  find("\u00a0?"); // so that what is not in memory yet begins to be read
}

const list = () => dialog.querySelector(".goto-list");
const shown = () => [...dialog.querySelectorAll("a")].filter((item) => !item.hidden && item.offsetParent !== null);

// Pages and commands are here already.
function narrow(text) {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const item of dialog.querySelectorAll("[data-group]:not([data-found]) a")) {
    const name = item.textContent.toLocaleLowerCase();
    item.hidden = !words.every((word) => name.includes(word));
  }
  for (const group of dialog.querySelectorAll("[data-group]:not([data-found])")) {
    group.hidden = group.querySelector("a:not([hidden])") === null;
  }
  if (words.length === 0) for (const group of dialog.querySelectorAll("[data-found]")) group.remove();
  settle();
}

async function find(text) {
  const ours = ++asked;
  const words = text.trim();
  if (words.length === 0) return;
  const url = new URL("/api/v1/search", location.origin);
  url.searchParams.set("q", words);
  const { production, scenario } = document.body.dataset;
  if (production) url.searchParams.set("production", production);
  if (scenario) url.searchParams.set("scenario", scenario);
  const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  if (answer === null || !answer.ok || ours !== asked || !dialog.open) return;
  show(await answer.json(), words);
}

function show(found, words) {
  for (const group of dialog.querySelectorAll("[data-found]")) group.remove();
  const { elsewhere, meant, productions } = list().dataset;
  const here = group(found.meant ? meant : "", found.here, (one) => [one.what, one.detail]);
  const known = new Set([...dialog.querySelectorAll("a:not([hidden])")].map((item) => item.getAttribute("href")));
  const titled = found.productions.filter((one) => !known.has(one.url) && !known.has(one.url.replace(/\/$/, "")));
  list().append(
    ...here,
    ...group(productions, titled, (one) => [one.what]),
    ...group(elsewhere, found.elsewhere, (one) => [one.production_title, one.what]),
  );
  settle();
  if (found.unread > 0) {
    clearTimeout(timer);
    timer = setTimeout(() => find(words), AGAIN);
  }
}

function group(title, rows, told) {
  if (rows.length === 0) return [];
  const box = document.createElement("div");
  box.dataset.group = "";
  box.dataset.found = "";
  box.setAttribute("role", "group");
  if (title) {
    const head = document.createElement("h2");
    head.textContent = title;
    box.setAttribute("aria-label", title);
    box.append(head);
  }
  const items = document.createElement("ul");
  items.setAttribute("role", "presentation");
  for (const one of rows) items.append(row(one, told(one)));
  box.append(items);
  return [box];
}

function row(one, details) {
  const item = document.createElement("li");
  item.setAttribute("role", "presentation");
  const target = document.createElement("a");
  target.setAttribute("role", "option");
  target.href = one.url;
  const name = document.createElement("span");
  name.textContent = one.name;
  const detail = document.createElement("small");
  detail.textContent = details.filter(Boolean).join(" · ");
  target.append(name, detail);
  item.append(target);
  return item;
}

function settle() {
  const items = shown();
  dialog.querySelector(".goto-none").hidden = items.length > 0;
  const count = dialog.querySelector("[data-count]");
  count.textContent = `${items.length} ${count.dataset.count}`;
  mark(items[0]);
}

function mark(item) {
  for (const other of dialog.querySelectorAll("a.here")) {
    other.classList.remove("here");
    other.removeAttribute("aria-selected");
  }
  const query = dialog.querySelector("input");
  query.removeAttribute("aria-activedescendant");
  if (item === undefined) return;
  item.classList.add("here");
  item.setAttribute("aria-selected", "true");
  item.id ||= `goto-${Math.random().toString(36).slice(2)}`;
  query.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function move(event) {
  const items = shown();
  const at = items.findIndex((item) => item.classList.contains("here"));
  if (event.key === "ArrowDown") mark(items[Math.min(at + 1, items.length - 1)]);
  else if (event.key === "ArrowUp") mark(items[Math.max(at - 1, 0)]);
  else if (event.key === "Enter") items[at]?.click();
  else return;
  event.preventDefault();
}

if (dialog !== null && link !== null) {
  // A place on this very page, or a command: the dialog has done its work.
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("a") !== null) dialog.close();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
}
