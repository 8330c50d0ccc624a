// The head of the production: only what was changed is sent, with the version it was read at.

import { call, toast } from "./api.js";

const form = document.querySelector("[data-settings]");

function values() {
  const data = new FormData(form);
  const read = Object.fromEntries([...data.entries()].filter(([name]) => name !== "agreements"));
  return { ...read, days_per_week: Number(read.days_per_week), agreements: data.getAll("agreements").sort() };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

if (form !== null) {
  let before = values();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    const now = values();
    const changed = Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, before[name])));
    if (Object.keys(changed).length === 0) return;
    const answer = await call("PATCH", "head", { ...changed, version: Number(form.dataset.version) }, {
      onProblem: ({ field }) => form.elements[field]?.setAttribute?.("aria-invalid", "true"),
    });
    if (answer === null) return;
    before = now;
    form.dataset.version = String(answer.rows[0].version);
    for (const place of document.querySelectorAll(".bar > .where, .head .eyebrow")) place.textContent = answer.rows[0].title;
    if (answer.change) toast(answer.change, { kind: "good", key: "settings" });
  });
}
