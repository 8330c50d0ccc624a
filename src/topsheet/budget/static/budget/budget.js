// Categories fold open in place; the first time their lines are fetched.

async function fill(link, body) {
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(link.dataset.fold, { headers: { "HX-Request": "true" } });
  link.removeAttribute("aria-busy");
  if (!answer.ok) return false;
  body.innerHTML = await answer.text();
  return true;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-fold]");
  if (link === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const body = document.getElementById(link.getAttribute("aria-controls"));
  const opening = link.getAttribute("aria-expanded") === "false";
  if (opening && body.rows.length === 0 && !(await fill(link, body))) {
    location.assign(link.href);
    return;
  }
  body.hidden = !opening;
  link.setAttribute("aria-expanded", String(opening));
});
