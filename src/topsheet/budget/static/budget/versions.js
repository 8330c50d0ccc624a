// Approving and deciding: forms that go through the API; then the page is shown anew.

import { call, refreshOn } from "../site/api.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener !== null) document.getElementById(opener.dataset.open)?.showModal();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.write === undefined) return;
  event.preventDefault();
  const shown = form.querySelector(".error");
  const answer = await call("POST", form.dataset.write, Object.fromEntries(new FormData(form)), {
    quiet: true, onProblem: (problem) => { shown.hidden = false; shown.textContent = problem.detail; },
  });
  if (answer !== null) location.reload();
});

refreshOn(() => location.reload());
