// Short messages at the foot of the page, read out by screen readers. One with a button waits.

const QUIET = 6000; // milliseconds a message without a button stays

const place = () => document.getElementById("toasts");
export const word = (name) => place()?.dataset[name] ?? name;

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn quiet small";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// toast("Saved") · toast(sentence, { kind: "bad", detail, action: ["Try again", fn], onClose })
// kinds: "" (plain), "good", "warn", "bad". `key` replaces the message that has the same key.
export function toast(sentence, { kind = "", detail = "", action = null, onClose = null, key = "", stays = false, link = null } = {}) {
  const list = place();
  if (list === null || !sentence) return { close() {} };
  if (key) for (const old of list.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) old.remove();
  const item = document.createElement("div");
  item.className = `toast ${kind}`;
  if (kind === "bad") item.setAttribute("role", "alert");
  if (key) item.dataset.key = key;
  const said = document.createElement("p");
  said.textContent = sentence;
  item.append(said);
  if (detail) {
    const more = document.createElement("p");
    more.className = "detail";
    more.textContent = detail;
    item.append(more);
  }
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    item.remove();
  };
  const dismissed = () => {
    close();
    onClose?.();
  };
  if (link !== null) {
    const open = document.createElement("a");
    open.className = "link";
    open.href = link[1];
    open.dataset.why = "";
    open.textContent = link[0];
    open.addEventListener("click", () => close());
    said.append(" ", open);
  }
  const acts = document.createElement("div");
  acts.className = "acts";
  if (action !== null) acts.append(button(action[0], () => { close(); action[1](); }));
  const cross = document.createElement("button");
  cross.type = "button";
  cross.className = "close";
  cross.setAttribute("aria-label", word("close"));
  cross.textContent = "×";
  cross.addEventListener("click", dismissed);
  acts.append(cross);
  item.append(acts);
  list.append(item);
  const wait = () => {
    clearTimeout(timer);
    if (!stays && (action === null || kind !== "bad")) timer = setTimeout(close, kind === "bad" ? QUIET * 2 : QUIET);
  };
  item.addEventListener("pointerenter", () => clearTimeout(timer));
  item.addEventListener("pointerleave", wait);
  item.addEventListener("focusin", () => clearTimeout(timer));
  item.addEventListener("focusout", wait);
  wait();
  return { close };
}
