// Making elements without a template: text is always text.

export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") made.className = value;
    else if (name === "on") for (const [event, fn] of Object.entries(value)) made.addEventListener(event, fn);
    else if (name === "data") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// "{n} of {all} decided" with its names filled in.
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const readJson = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

export const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") ?? null;
