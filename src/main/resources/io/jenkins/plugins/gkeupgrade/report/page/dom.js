/* Small helpers that the report page is built with. Text only ever becomes text: nothing here parses markup. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const numbers = new Intl.NumberFormat();

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) {
        element.setAttribute(name, "");
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, String(value));
      }
    }
    for (const child of children) {
      if (child !== null && child !== undefined) {
        element.append(child instanceof Node ? child : document.createTextNode(String(child)));
      }
    }
    return element;
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  /* 3725 -> "1 h 02 min" */
  function duration(seconds) {
    if (seconds === null || seconds === undefined) {
      return "";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return Math.floor(seconds / 60) + " min " + two(seconds % 60) + " s";
    }
    return Math.floor(seconds / 3600) + " h " + two(Math.floor((seconds % 3600) / 60)) + " min";
  }

  /* ROLLED_BACK -> "rolled back" */
  function words(constant) {
    return String(constant).toLowerCase().replaceAll("_", " ");
  }

  window.gkeUpgrade = {
    element: (name, attributes, ...children) => fill(document.createElement(name), attributes, children),
    drawing: (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children),
    count: (number, noun) => numbers.format(number) + " " + noun + (number === 1 ? "" : "s"),
    number: (number) => numbers.format(number),
    time: (iso) => (iso ? new Date(iso).toLocaleString() : ""),
    duration,
    words,
    /* A verdict or state: a word with a dot in its colour, never the colour alone. */
    badge: (constant) =>
      fill(document.createElement("span"), { class: "gke-upgrade-badge", "data-verdict": constant }, [
        words(constant),
      ]),
  };
})();
