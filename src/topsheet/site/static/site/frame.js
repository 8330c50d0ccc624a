// The frame's manners: menus close, wide tables take the keyboard, `?` and `g x` work.

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu === null) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A sheet that scrolls sideways must be reachable by key, and say what it is.
function nameScrollers(root) {
  for (const box of root.querySelectorAll(".scroll")) {
    const wide = box.scrollWidth > box.clientWidth + 1;
    box.toggleAttribute("tabindex", wide);
    if (!wide) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const heading = box.closest(".sheet")?.querySelector("h1, h2, h3") ?? document.querySelector("h1");
    if (heading !== null && !box.hasAttribute("aria-label")) {
      box.setAttribute("aria-label", heading.textContent.trim());
    }
  }
}

nameScrollers(document);
addEventListener("resize", () => nameScrollers(document));
document.addEventListener("htmx:afterSettle", () => nameScrollers(document));

// Clicking beside a modal dialog closes it.
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.matches(".modal")) event.target.close();
});

// Where the rail lies at the bottom it scrolls sideways: the room one is in stays in view.
function showHere() {
  const rooms = document.querySelector(".rail .all");
  const here = rooms?.querySelector("[aria-current]");
  if (!here || rooms.scrollWidth <= rooms.clientWidth) return;
  const left = here.getBoundingClientRect().left - rooms.getBoundingClientRect().left;
  rooms.scrollLeft += left - (rooms.clientWidth - here.offsetWidth) / 2;
}

showHere();
addEventListener("resize", showHere);
document.addEventListener("topsheet:redrawn", showHere);

function showShortcuts() {
  const sheet = document.getElementById("shortcuts");
  if (sheet !== null && !sheet.open) sheet.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts]") === null) return;
  event.preventDefault();
  closeMenus(null);
  showShortcuts();
});

let going = 0; // when `g` was pressed, so that `g b` within a second goes to the board

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog.modal[open]") !== null) return;
  if (event.key === "?") {
    event.preventDefault();
    showShortcuts();
  } else if (event.key === "g") {
    going = event.timeStamp;
  } else if (going > 0 && event.timeStamp - going < 1000) {
    going = 0;
    document.querySelector(`.rail a[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

// A page that the browser brings back from memory may be old, or no longer ours to see.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
