/* Small helpers that the report page is built with. Text only ever becomes text: nothing here parses markup. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 86400;
  const numbers = new Intl.NumberFormat();
  const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

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

  /*
   * Makes what is shown equal to what was made anew, and keeps the elements that are there: with them the focus, what is
   * selected and how far it is scrolled. For parts without listeners.
   */
  function become(shown, made) {
    if (shown.isEqualNode(made)) {
      return;
    }
    if (shown.nodeName !== made.nodeName) {
      shown.replaceWith(made);
      return;
    }
    if (!(shown instanceof Element)) {
      shown.data = made.data;
      return;
    }
    for (const name of shown.getAttributeNames().filter((one) => !made.hasAttribute(one))) {
      shown.removeAttribute(name);
    }
    for (const name of made.getAttributeNames()) {
      shown.setAttribute(name, made.getAttribute(name));
    }
    const wanted = [...made.childNodes];
    const kept = [...shown.childNodes];
    kept.slice(wanted.length).forEach((child) => child.remove());
    wanted.forEach((child, index) => (index < kept.length ? become(kept[index], child) : shown.append(child)));
  }

  /* Changes text only where it differs, so that nobody is told the same again. */
  function say(line, text) {
    if (line.textContent !== text) {
      line.textContent = text;
    }
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  /* 3725 -> "1 h 02 min", in seconds */
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
    if (seconds >= 2 * DAY) {
      return Math.floor(seconds / DAY) + " d " + two(Math.floor((seconds % DAY) / 3600)) + " h";
    }
    return Math.floor(seconds / 3600) + " h " + two(Math.floor((seconds % 3600) / 60)) + " min";
  }

  /* "UTC", "CEST" or "GMT+5:30": whose clock the page's times are of. */
  function zone() {
    const parts = new Intl.DateTimeFormat(undefined, { timeZoneName: "short" }).formatToParts();
    return parts.find((part) => part.type === "timeZoneName").value;
  }

  /* ROLLED_BACK -> "rolled back" */
  function words(constant) {
    return String(constant).toLowerCase().replaceAll("_", " ");
  }

  function element(name, attributes, ...children) {
    return fill(document.createElement(name), attributes, children);
  }

  function labelled(label, control) {
    return element("label", { class: "gke-upgrade-field", for: control.id }, element("span", {}, label), control);
  }

  window.gkeUpgrade = {
    element,
    labelled,
    collator: new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }),
    drawing: (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children),
    count: (number, noun) => numbers.format(number) + " " + noun + (number === 1 ? "" : "s"),
    number: (number) => numbers.format(number),
    time: (iso) => (iso ? moments.format(new Date(iso)) : ""),
    zone,
    duration,
    words,
    become,
    say,
    /* A verdict or state: a word with a dot in its colour, never the colour alone. */
    badge: (constant) =>
      element("span", { class: "gke-upgrade-badge", "data-verdict": constant }, words(constant)),
  };
})();
