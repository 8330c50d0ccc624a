// One dialog for the short questions: which category, merge into which, a note, how many, which words.

import { el } from "./dom.js";

const dialog = document.getElementById("ask");
const form = dialog?.querySelector("form.body");
const fields = dialog?.querySelector(".ask-fields");
let answer = null;

dialog?.addEventListener("close", () => {
  const done = answer;
  answer = null;
  done?.(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
});

function open(title, yes, content) {
  dialog.querySelector("h2").textContent = title;
  const button = dialog.querySelector("button[value=yes]");
  button.textContent = yes;
  button.hidden = yes === "";
  fields.replaceChildren(...content);
  dialog.returnValue = "";
  dialog.showModal();
  const first = fields.querySelector("[autofocus]") ?? fields.querySelector("input, select, textarea, button");
  first?.focus();
  first?.select?.();
  return new Promise((resolve) => { answer = resolve; });
}

function chosen(value, name = "choice") {
  fields.append(el("input", { type: "hidden", name, value }));
  dialog.close("yes");
}

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("select")) return;
  event.preventDefault();
  form.requestSubmit(dialog.querySelector("button[value=yes]"));
});

export const field = (label, control) => el("label", { class: "field" }, el("span", { class: "label" }, label), control);

// → { name: value … } or null
export const askFields = (title, yes, content) => open(title, yes, content);

// Letters choose at once (`now` is the one that is, or a Set of those that are); → the category's value or null. `other` = [key, label, value] is one more choice.
export async function askCategory(title, categories, now, other = null) {
  const list = el("ul", { class: "ask-list letters" }, ...categories.map((one) => el("li", {}, el(
    "button",
    { type: "button", class: `cat ${one.style}`, data: { letter: one.letter }, "aria-current": (one.value === now || (now instanceof Set && now.has(one.value))) && "true",
      on: { click: () => chosen(one.value) } },
    el("i", { "aria-hidden": "true" }), el("span", {}, one.label), el("kbd", {}, one.letter),
  ))));
  if (other !== null) {
    list.append(el("li", { class: "other" }, el("button", { type: "button", class: "cat", data: { letter: other[0] }, on: { click: () => chosen(other[2]) } },
      el("i", { "aria-hidden": "true" }), el("span", {}, other[1]), el("kbd", {}, other[0]))));
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = list.querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button === null) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  };
  dialog.addEventListener("keydown", onKey);
  const said = await open(title, "", [list]);
  dialog.removeEventListener("keydown", onKey);
  return said?.choice ?? null;
}

// Search as you type; Enter takes the first, arrows choose; → the key of what was chosen or null.
export async function askWhich(title, label, choices) {
  const list = el("ul", { class: "ask-list", role: "listbox" });
  const input = el("input", { name: "query", autocomplete: "off", autofocus: true, type: "text" });
  let at = 0;
  let found = [];
  const draw = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = choices.filter((one) => words.every((word) => one.search.includes(word))).slice(0, 40);
    at = Math.min(at, Math.max(0, found.length - 1));
    list.replaceChildren(...found.map((one, n) => el("li", {}, el(
      "button",
      { type: "button", role: "option", class: `cat ${one.style}`, "aria-selected": String(n === at), on: { click: () => chosen(one.key) } },
      el("i", { "aria-hidden": "true" }), el("span", {}, one.name), el("small", {}, one.note ?? ""),
    ))));
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", () => { at = 0; draw(); });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      at = Math.max(0, Math.min(found.length - 1, at + step));
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found[at]) chosen(found[at].key);
    }
  });
  draw();
  const said = await open(title, "", [field(label, input), list]);
  return said?.choice ?? null;
}
