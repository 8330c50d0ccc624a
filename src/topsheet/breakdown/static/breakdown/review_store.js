// What the pass knows: every suggestion in the order of the script, and the text of scenes as asked for.

import { call } from "../site/api.js";

const AHEAD = 3; // scenes fetched before they are needed

export class Store {
  items = [];
  scenes = [];
  #texts = new Map();
  #asked = new Map();

  async load() {
    const index = await call("GET", "breakdown/review");
    if (index === null) return false;
    const { columns, items, ...rest } = index;
    Object.assign(this, rest);
    this.items = items.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
    this.byUid = new Map(this.items.map((item) => [item.uid, item]));
    this.styles = new Map(this.categories.map((one) => [one.value, one]));
    this.byScene = new Map();
    for (const item of this.items) {
      if (!this.byScene.has(item.scene)) this.byScene.set(item.scene, []);
      this.byScene.get(item.scene).push(item);
    }
    this.forget();
    return true;
  }

  forget() {
    this.#texts.clear();
    this.#asked.clear();
  }

  // The text of a scene; those after it come along, so that the next one is there at once.
  async text(scene) {
    const wanted = [];
    for (let at = scene; at < this.scenes.length && wanted.length < AHEAD; at += 1) {
      if (!this.#texts.has(at) && !this.#asked.has(at)) wanted.push(at);
    }
    if (wanted.length > 0) {
      const uids = wanted.map((at) => this.scenes[at].uid).join(",");
      const asked = call("GET", `breakdown/review/scenes?uids=${encodeURIComponent(uids)}`).then((found) => {
        found?.forEach((one, n) => this.#texts.set(wanted[n], one));
        for (const at of wanted) this.#asked.delete(at);
      });
      for (const at of wanted) this.#asked.set(at, asked);
    }
    if (!this.#texts.has(scene)) await this.#asked.get(scene);
    return this.#texts.get(scene) ?? null;
  }

  textNow(scene) {
    return this.#texts.get(scene) ?? null;
  }

  decided(item) {
    return item.state !== "suggested" && !item.lost;
  }

  counts(item) {
    return item.state !== "rejected" && (item.state === "accepted" || item.confidence >= this.counted_from);
  }

  name(item) {
    if (item.kind === "appearance") return this.roles[item.of]?.name ?? item.of;
    if (item.kind === "mention") return this.elements[item.of]?.name ?? item.of;
    return this.flags[item.of] ?? item.of;
  }

  category(item) {
    if (item.kind === "appearance") return "cast";
    return item.kind === "mention" ? this.elements[item.of]?.category ?? "" : "flag";
  }

  style(item) {
    return this.styles.get(this.category(item))?.style ?? `cat-flag flag-${item.of}`;
  }

  label(item, words) {
    return this.styles.get(this.category(item))?.label ?? words.flag;
  }

  // What the server says of rows it changed.
  take(rows) {
    let names = false;
    for (const row of rows) {
      const item = this.byUid.get(row.uid);
      if (item !== undefined && !row.gone) {
        Object.assign(item, { state: row.state, version: row.version, lost: row.lost });
      } else if (row.kind === "element" && this.elements[row.uid] !== undefined && !row.gone) {
        Object.assign(this.elements[row.uid], {
          name: row.name, category: row.category, note: row.note, version: row.version,
        });
        names = true;
      }
    }
    return names;
  }
}
