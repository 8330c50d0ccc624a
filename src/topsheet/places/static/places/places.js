// The list of places: `/` searches, `a` adds; a filter narrows at once.

const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]") ?? null;

document.addEventListener("change", (event) => {
  const form = event.target.closest("#filters");
  if (form !== null && event.target.tagName === "SELECT") form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) !== null) return;
  if (document.querySelector("dialog.modal[open]") !== null) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q")?.focus();
  } else if (event.key === "a") {
    document.getElementById("add")?.click();
  }
});
