// Where one stands in the sheet and what is selected: a cell, a block of cells, whole rows.

export class Selection {
  constructor(columns) {
    this.columns = columns; // how many
    this.place = 0;
    this.column = 0;
    this.anchor = { place: 0, column: 0 };
    this.rows = false; // whole rows
  }

  move(place, column, { extend = false, rows = false, last }) {
    this.place = Math.max(0, Math.min(last, place));
    this.column = Math.max(0, Math.min(this.columns - 1, column));
    this.rows = rows || (extend && this.rows);
    if (!extend) this.anchor = { place: this.place, column: this.column };
  }

  get range() {
    const from = Math.min(this.place, this.anchor.place);
    const to = Math.max(this.place, this.anchor.place);
    if (this.rows) return { from, to, first: 0, last: this.columns - 1 };
    const first = Math.min(this.column, this.anchor.column);
    return { from, to, first, last: Math.max(this.column, this.anchor.column) };
  }

  get isOne() {
    const { from, to, first, last } = this.range;
    return from === to && first === last;
  }

  holds(place, column) {
    const { from, to, first, last } = this.range;
    return place >= from && place <= to && column >= first && column <= last;
  }
}
