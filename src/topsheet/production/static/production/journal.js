// The journal by keyboard; and the hours are those of the reader's own place.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
const told = document.cookie.split("; ").find((one) => one.startsWith("zone="))?.slice(5) ?? "UTC";
if (decodeURIComponent(told) !== zone && navigator.cookieEnabled) {
  document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  if (document.cookie.includes("zone=")) location.reload();
}

const acts = () => [...document.querySelectorAll(".entry summary")];
const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

function step(by) {
  const all = acts();
  const here = all.indexOf(document.activeElement?.closest(".entry")?.querySelector("summary") ?? null);
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog.modal[open]") !== null) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("journal-text")?.focus();
  } else if (event.key === "j") {
    step(1);
  } else if (event.key === "k") {
    step(-1);
  }
});

// A choice is an answer: the page follows it at once. Words wait for Enter.
document.querySelector(".journal .filters")?.addEventListener("change", (event) => {
  if (event.target.matches("select, input[type='date']")) event.currentTarget.requestSubmit();
});
