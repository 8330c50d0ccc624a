// A review read by key: j and k from change to change, e chooses which scene it is. A choice is
// kept in the page's address, so that it can be reloaded and sent on.

const changes = [...document.querySelectorAll("article.change")];
let here = changes.findIndex((one) => `#${one.id}` === location.hash);

function go(to) {
  here = Math.min(changes.length - 1, Math.max(0, to));
  const change = changes[here];
  if (change === undefined) return;
  change.scrollIntoView({ block: "start" });
  change.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog[open]") !== null) return;
  if (event.key === "j") go(here + 1);
  else if (event.key === "k") go(here - 1);
  else if (event.key === "e") openChoice(changes[here]);
});

function openChoice(change) {
  const select = change?.querySelector("select");
  if (select == null) return;
  const folded = select.closest("details");
  if (folded !== null) folded.open = true;
  select.focus();
}

document.addEventListener("focusin", (event) => {
  const change = event.target.closest("article.change");
  if (change !== null) here = changes.indexOf(change);
});

function choose(select) {
  const url = new URL(location.href);
  const place = `${select.dataset.pair}:`;
  const kept = url.searchParams.getAll("pair").filter((one) => !one.startsWith(place));
  url.searchParams.delete("pair");
  for (const one of [...kept, place + select.value]) url.searchParams.append("pair", one);
  url.hash = select.closest("article.change").id;
  location.assign(url);
}

// A key held down runs through the choices; the page waits until the field is left or Enter.
let byKey = null;
document.addEventListener("keydown", (event) => {
  if (!event.target.matches("select[data-pair]")) return;
  if (event.key === "Enter" && byKey === event.target) choose(event.target);
  else if (event.key !== "Tab") byKey = event.target;
}, true);
document.addEventListener("pointerdown", () => { byKey = null; }, true);
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-pair]") && byKey !== event.target) choose(event.target);
});
document.addEventListener("focusout", (event) => {
  if (event.target === byKey && byKey.value !== byKey.querySelector("option[selected]")?.value) choose(byKey);
  byKey = null;
});
