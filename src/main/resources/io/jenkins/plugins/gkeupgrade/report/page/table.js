/*
 * A table that sorts, filters and pages in the browser. All rows are in memory and only one page of them in the
 * document, so that five thousand rows are as fast as fifty.
 *
 * A column: { key, label, value(row): text or number to sort by, null when unknown; show(row): text or node;
 * descending: whether the first click sorts downwards; numeric: right-aligned; text: takes the room that is left;
 * heads: names the row; when(rows): whether the column is shown, which it is without. }
 * A filter: { key, label, value(row), optional name(value) }; its choices come from the rows.
 * When it is given other rows, what was typed, chosen, sorted by and paged to stays, and so does what has the focus.
 */
(function () {
  "use strict";

  const { element, number, count, say, labelled, collator, Filter } = window.gkeUpgrade;
  const SIZES = [50, 100, 500];
  const DEFAULT_SIZE = 100;
  /* So few rows need no filter. */
  const FEW = 6;

  function compare(one, other) {
    const missing = (one === null || one === "") - (other === null || other === "");
    if (missing !== 0 || one === other) {
      return { missing, order: 0 };
    }
    const bothNumbers = typeof one === "number" && typeof other === "number";
    return { missing: 0, order: bothNumbers ? one - other : collator.compare(one, other) };
  }

  class DataTable {
    constructor(options) {
      this.id = options.id;
      this.noun = options.noun;
      this.columns = options.columns;
      this.text = options.text;
      this.entries = new Map();
      this.filters = (options.filters || []).map((filter) => new Filter(this.id, filter, () => this.find()));
      this.sortedBy = options.sortBy ? this.columns.findIndex((column) => column.key === options.sortBy) : null;
      this.upwards = true;
      this.page = 0;
      this.size = DEFAULT_SIZE;
      this.root = this.build(options);
      this.update(options.rows);
    }

    /* Shows other rows. What looks as it did is not made again. */
    update(rows) {
      const before = this.entries;
      this.entries = new Map();
      this.rows = rows.map((row) => {
        let key = JSON.stringify(row);
        while (this.entries.has(key)) {
          key += " again";
        }
        const entry = before.get(key) || this.entry(row);
        this.entries.set(key, entry);
        return entry;
      });
      this.columns.forEach((column, index) => this.decide(this.headers[index], !column.when || column.when(rows)));
      this.filters.forEach((filter) => filter.update(rows));
      this.controls.hidden = rows.length < FEW && !this.narrowed();
      this.order();
    }

    decide(header, shown) {
      if (header.hidden === shown) {
        header.hidden = !shown;
        this.rows.forEach((entry) => (entry.node = null));
      }
    }

    entry(row) {
      return {
        row,
        values: this.columns.map((column) => normal(column.value(row))),
        text: this.text(row).toLowerCase(),
      };
    }

    narrowed() {
      return this.search.value !== "" || this.filters.some((filter) => filter.chosen !== null);
    }

    build(options) {
      this.search = element("input", {
        type: "search",
        id: this.id + "-search",
        class: "jenkins-input gke-upgrade-input",
        autocomplete: "off",
        spellcheck: "false",
      });
      this.search.addEventListener("input", () => this.find());
      this.status = element("p", { class: "gke-upgrade-status" });
      this.answer = element("p", { class: "gke-upgrade-unseen", role: "status" });
      this.body = element("tbody", {});
      this.headers = this.columns.map((column, index) => this.header(column, index));
      const table = element(
        "table",
        { class: "jenkins-table sortable-disabled gke-upgrade-table", id: this.id },
        element("caption", {}, options.caption),
        element("thead", {}, element("tr", {}, ...this.headers)),
        this.body,
      );
      this.controls = element(
        "div",
        { class: "gke-upgrade-controls", role: "search", "aria-label": "Filter the " + options.noun + "s" },
        labelled("Search", this.search),
        ...this.filters.map((filter) => filter.root),
      );
      return element(
        "div",
        {},
        this.controls,
        this.status,
        this.answer,
        element(
          "div",
          { class: "gke-upgrade-scroll", role: "region", tabindex: "0", "aria-label": options.caption },
          table,
        ),
        this.pager(),
      );
    }

    header(column, index) {
      const button = element(
        "button",
        { type: "button", class: "gke-upgrade-sort" },
        column.label,
        element("span", { class: "gke-upgrade-arrow", "aria-hidden": "true" }),
      );
      button.addEventListener("click", () => this.sort(index));
      return element("th", { scope: "col", class: kind(column) }, button);
    }

    pager() {
      const button = (label, name, move) => {
        const made = element("button", { type: "button", class: "jenkins-button", "aria-label": name }, label);
        made.addEventListener("click", () => {
          this.page = move();
          this.show();
        });
        return made;
      };
      this.previous = button("‹ Previous", "Previous page", () => this.page - 1);
      this.next = button("Next ›", "Next page", () => this.page + 1);
      this.where = element("span", { class: "gke-upgrade-where" });
      this.sizes = element(
        "select",
        { class: "jenkins-select__input gke-upgrade-input", id: this.id + "-size" },
        ...SIZES.map((size) => element("option", { value: size, selected: size === DEFAULT_SIZE }, size)),
        element("option", { value: 0 }, "All"),
      );
      this.sizes.addEventListener("change", () => {
        this.size = Number(this.sizes.value) || Number.MAX_SAFE_INTEGER;
        this.page = 0;
        this.show();
      });
      this.navigation = element(
        "nav",
        { class: "gke-upgrade-pager", "aria-label": "Pages of the table" },
        this.previous,
        this.where,
        this.next,
        labelled("Rows per page", this.sizes),
      );
      return this.navigation;
    }

    /* The same column again turns the order round. Rows without a value stay last either way. */
    sort(index) {
      this.upwards = this.sortedBy === index ? !this.upwards : !this.columns[index].descending;
      this.sortedBy = index;
      this.page = 0;
      this.order();
    }

    order() {
      const index = this.sortedBy;
      const direction = this.upwards ? 1 : -1;
      if (index !== null) {
        this.rows.sort((one, other) => {
          const { missing, order } = compare(one.values[index], other.values[index]);
          return missing || order * direction;
        });
      }
      this.headers.forEach((header, i) => {
        if (i === index) {
          header.setAttribute("aria-sort", this.upwards ? "ascending" : "descending");
        } else {
          header.removeAttribute("aria-sort");
        }
      });
      this.apply();
    }

    /* Somebody asks for other rows, and is told how many there are. Rows that change by themselves are not announced. */
    find() {
      this.page = 0;
      this.apply();
      say(this.answer, this.status.textContent);
    }

    apply() {
      const wanted = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      this.matching = this.rows.filter(
        (entry) =>
          wanted.every((word) => entry.text.includes(word)) && this.filters.every((filter) => filter.takes(entry.row)),
      );
      this.show();
    }

    show() {
      this.page = Math.min(this.page, Math.max(0, Math.ceil(this.matching.length / this.size) - 1));
      const first = this.page * this.size;
      const shown = this.matching.slice(first, first + this.size);
      this.put(shown.map((entry) => (entry.node = entry.node || this.line(entry))));
      const all = this.rows.length;
      this.answer.textContent = "";
      say(
        this.status,
        this.matching.length === all ? count(all, this.noun) : number(this.matching.length) + " of " + count(all, this.noun),
      );
      this.where.textContent =
        shown.length === 0
          ? "no rows"
          : number(first + 1) + "–" + number(first + shown.length) + " of " + number(this.matching.length);
      this.previous.disabled = this.page === 0;
      this.next.disabled = first + shown.length >= this.matching.length;
      this.navigation.hidden = all <= SIZES[0];
    }

    /* Only where lines differ, so that text that somebody has marked stays marked. */
    put(lines) {
      const there = this.body.children;
      if (lines.length !== there.length || lines.some((line, index) => line !== there[index])) {
        this.body.replaceChildren(...lines);
      }
    }

    line(entry) {
      return element(
        "tr",
        {},
        ...this.columns.map((column, index) =>
          element(
            column.heads ? "th" : "td",
            { scope: column.heads ? "row" : null, class: kind(column), hidden: this.headers[index].hidden },
            column.show ? column.show(entry.row) : entry.values[index],
          ),
        ),
      );
    }
  }

  function kind(column) {
    return column.numeric ? "gke-upgrade-number" : column.text ? "gke-upgrade-text" : null;
  }

  function normal(value) {
    return value === undefined ? null : value;
  }

  window.gkeUpgrade.DataTable = DataTable;
})();
