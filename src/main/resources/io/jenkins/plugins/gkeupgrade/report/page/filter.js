(function () {
  "use strict";

  const { element, labelled, collator } = window.gkeUpgrade;

  /* A choice among the values that rows have. What was chosen stays among them when no row has it any more. */
  class Filter {
    constructor(table, options, changed) {
      this.value = options.value;
      this.name = options.name || ((value) => value);
      this.choices = [];
      this.chosen = null;
      this.select = element("select", {
        class: "jenkins-select__input gke-upgrade-input",
        id: table + "-" + options.key,
      });
      this.select.addEventListener("change", () => {
        this.chosen = this.select.value === "" ? null : this.choices[Number(this.select.value) - 1];
        changed();
      });
      this.root = labelled(options.label, this.select);
    }

    update(rows) {
      const seen = new Set(rows.map(this.value));
      if (this.chosen !== null) {
        seen.add(this.chosen);
      }
      const choices = [...seen].sort(collator.compare);
      this.root.hidden = choices.length < 2 && this.chosen === null;
      if (this.select.options.length > 0 && JSON.stringify(choices) === JSON.stringify(this.choices)) {
        return;
      }
      this.choices = choices;
      this.select.replaceChildren(
        element("option", { value: "" }, "All"),
        ...choices.map((value, index) =>
          element(
            "option",
            { value: index + 1, selected: value === this.chosen },
            value === "" ? "(none)" : this.name(value),
          ),
        ),
      );
    }

    takes(row) {
      return this.chosen === null || this.value(row) === this.chosen;
    }
  }

  window.gkeUpgrade.Filter = Filter;
})();
