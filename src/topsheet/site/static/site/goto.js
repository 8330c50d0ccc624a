// Ctrl K: a dialog over the pages and productions. Without it the link opens the same list.

const dialog = document.getElementById("goto");
const link = document.querySelector("[data-goto]");

async function open() {
  if (dialog.open) return;
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  dialog.innerHTML = await answer.text();
  dialog.showModal();
  const query = dialog.querySelector("input");
  query.addEventListener("input", () => narrow(query.value));
  query.addEventListener("keydown", move);
  query.focus();
  narrow("");
}

const shown = () => [...dialog.querySelectorAll("a")].filter((item) => !item.hidden);

function narrow(text) {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const item of dialog.querySelectorAll("a")) {
    const name = item.textContent.toLocaleLowerCase();
    item.hidden = !words.every((word) => name.includes(word));
  }
  for (const group of dialog.querySelectorAll("[data-group]")) {
    group.hidden = group.querySelector("a:not([hidden])") === null;
  }
  dialog.querySelector(".goto-none").hidden = shown().length > 0;
  mark(shown()[0]);
}

function mark(item) {
  for (const other of dialog.querySelectorAll("a.here")) other.classList.remove("here");
  item?.classList.add("here");
  item?.scrollIntoView({ block: "nearest" });
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
