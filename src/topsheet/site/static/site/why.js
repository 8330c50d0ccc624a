// A dotted figure opens its explanation in a panel beside the page. It is a link, so it also
// works without this; with a modifier key it opens as a page.

const panel = document.getElementById("why");
const body = panel?.querySelector(".why-body");
let opener = null;
let asked = 0;

async function show(link) {
  const ours = ++asked;
  panel.setAttribute("aria-busy", "true");
  let text;
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    text = await answer.text();
  } catch {
    location.assign(link.href);
    return;
  }
  if (ours !== asked) return; // a later click has overtaken this one
  panel.removeAttribute("aria-busy");
  if (!panel.contains(link)) setOpener(link);
  body.innerHTML = text;
  if (!panel.open) panel.show();
  panel.scrollTop = 0;
  body.focus();
}

function setOpener(link) {
  opener?.removeAttribute("aria-expanded");
  opener = link;
  opener?.setAttribute("aria-expanded", "true");
}

function close() {
  if (!panel.open) return;
  asked += 1;
  panel.close();
  const back = opener;
  setOpener(null);
  back?.focus();
}

if (panel !== null) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-why]");
    if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === opener && panel.open) close();
    else show(link);
  });
  panel.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("dialog.modal[open]") === null) close();
  });
}
