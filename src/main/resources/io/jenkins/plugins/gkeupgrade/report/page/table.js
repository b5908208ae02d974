/*
 * A table that sorts, filters and pages in the browser. All rows are in memory and only one page of them in the
 * document, so that five thousand rows are as fast as fifty.
 *
 * A column: { key, label, value(row): text or number to sort by, null when unknown; show(row): text or node;
 * descending: whether the first click sorts downwards; numeric: right-aligned; text: takes the room that is left;
 * heads: names the row }.
 * A filter: { label, value(row), optional name(value) }; its choices come from the rows.
 */
(function () {
  "use strict";

  const { element, number } = window.gkeUpgrade;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
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
      this.rows = options.rows.map((row) => ({
        row,
        values: options.columns.map((column) => normal(column.value(row))),
        text: options.text(row).toLowerCase(),
      }));
      this.filters = (options.filters || []).map((filter) => this.filter(filter)).filter((f) => f.choices.length > 1);
      this.sortedBy = null;
      this.upwards = true;
      this.page = 0;
      this.size = DEFAULT_SIZE;
      this.root = this.build(options);
      if (options.sortBy) {
        this.sort(this.columns.findIndex((column) => column.key === options.sortBy));
      } else {
        this.apply();
      }
    }

    filter(filter) {
      const seen = new Set(this.rows.map((entry) => filter.value(entry.row)));
      const choices = [...seen].sort(collator.compare);
      const select = element(
        "select",
        { class: "jenkins-select__input gke-upgrade-input", id: this.id + "-" + filter.key },
        element("option", { value: "" }, "All"),
        ...choices.map((value, index) =>
          element("option", { value: index + 1 }, value === "" ? "(none)" : filter.name ? filter.name(value) : value),
        ),
      );
      select.addEventListener("change", () => this.apply(true));
      return { ...filter, choices, select };
    }

    build(options) {
      this.search = element("input", {
        type: "search",
        id: this.id + "-search",
        class: "jenkins-input gke-upgrade-input",
        autocomplete: "off",
        spellcheck: "false",
      });
      this.search.addEventListener("input", () => this.apply(true));
      this.status = element("p", { class: "gke-upgrade-status", role: "status", "aria-live": "polite" });
      this.body = element("tbody", {});
      this.headers = this.columns.map((column, index) => this.header(column, index));
      const table = element(
        "table",
        { class: "jenkins-table sortable-disabled gke-upgrade-table", id: this.id },
        element("caption", {}, options.caption),
        element("thead", {}, element("tr", {}, ...this.headers)),
        this.body,
      );
      const controls = element(
        "div",
        { class: "gke-upgrade-controls", role: "search", "aria-label": "Filter the " + options.noun + "s", hidden: this.rows.length < FEW },
        labelled("Search", this.search),
        ...this.filters.map((filter) => labelled(filter.label, filter.select)),
      );
      return element(
        "div",
        {},
        controls,
        this.status,
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
      const column = this.columns[index];
      this.upwards = this.sortedBy === index ? !this.upwards : !column.descending;
      this.sortedBy = index;
      const direction = this.upwards ? 1 : -1;
      this.rows.sort((one, other) => {
        const { missing, order } = compare(one.values[index], other.values[index]);
        return missing || order * direction;
      });
      this.headers.forEach((header, i) => {
        if (i === index) {
          header.setAttribute("aria-sort", this.upwards ? "ascending" : "descending");
        } else {
          header.removeAttribute("aria-sort");
        }
      });
      this.apply(true);
    }

    apply(fromTheStart) {
      const wanted = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = this.filters
        .filter((filter) => filter.select.value !== "")
        .map((filter) => ({ value: filter.value, wanted: filter.choices[Number(filter.select.value) - 1] }));
      this.matching = this.rows.filter(
        (entry) =>
          wanted.every((word) => entry.text.includes(word)) &&
          chosen.every((filter) => filter.value(entry.row) === filter.wanted),
      );
      this.page = fromTheStart ? 0 : this.page;
      this.show();
    }

    show() {
      const first = this.page * this.size;
      const shown = this.matching.slice(first, first + this.size);
      this.body.replaceChildren(...shown.map((entry) => (entry.node = entry.node || this.line(entry))));
      const all = this.rows.length;
      this.status.textContent =
        this.matching.length === all
          ? window.gkeUpgrade.count(all, this.noun)
          : number(this.matching.length) + " of " + window.gkeUpgrade.count(all, this.noun);
      this.where.textContent =
        shown.length === 0
          ? "no rows"
          : number(first + 1) + "–" + number(first + shown.length) + " of " + number(this.matching.length);
      this.previous.disabled = this.page === 0;
      this.next.disabled = first + shown.length >= this.matching.length;
      this.navigation.hidden = all <= SIZES[0];
    }

    line(entry) {
      return element(
        "tr",
        {},
        ...this.columns.map((column, index) =>
          element(
            column.heads ? "th" : "td",
            { scope: column.heads ? "row" : null, class: kind(column) },
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

  function labelled(label, control) {
    return element("label", { class: "gke-upgrade-field", for: control.id }, element("span", {}, label), control);
  }

  window.gkeUpgrade.DataTable = DataTable;
})();
