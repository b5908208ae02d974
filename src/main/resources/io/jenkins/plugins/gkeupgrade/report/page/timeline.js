/* The build as a picture: a lane for each step, with its workloads as lines below those steps that moved them. */
(function () {
  "use strict";

  const { element, drawing, badge, become, duration, words, count, zone } = window.gkeUpgrade;
  /* Room for the names of steps to the left of their bars; in narrow windows they are above them. */
  const NAMES = 190;
  const NAME_LINE = 16;
  const LONGEST_NAME = 26;
  const BAR = 16;
  const GAP = 14;
  const MOST_LINES = 90;
  const MARGIN = 12;
  const LAST_LABEL = 36;
  const NARROW = 700;
  const NARROWEST = 280;
  const MINUTE = 60000;
  const DAY = 1440 * MINUTE;
  const SPANS = [1 / 12, 1 / 6, 1 / 2, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080].map(
    (m) => m * MINUTE,
  );

  /* Members of a wave together, and among them those of one verdict. */
  function byBegin(one, other) {
    const verdicts = String(one.workload.verdict).localeCompare(String(other.workload.verdict));
    return one.begin - other.begin || verdicts || one.end - other.end;
  }

  /* Workloads by the step in whose time their move began. */
  function movesOf(steps, clusters, end) {
    const moves = new Map(steps.map((step) => [step, []]));
    for (const cluster of clusters) {
      const theirs = steps
        .filter((step) => step.cluster === cluster.cluster)
        .map((step) => ({ step, from: Date.parse(step.startedAt), to: end(step) }));
      for (const workload of cluster.workloads) {
        if (workload.startedAt && workload.durationSeconds !== null) {
          const begin = Date.parse(workload.startedAt);
          const during = theirs.filter((one) => one.from <= begin + 1000 && begin <= one.to).pop();
          if (during) {
            moves.get(during.step).push({ workload, begin, end: begin + workload.durationSeconds * 1000 });
          }
        }
      }
    }
    moves.forEach((list) => list.sort(byBegin));
    return moves;
  }

  /* The time of day; days themselves at midnight and where ticks are further apart. */
  function label(at, step) {
    const when = new Date(at);
    if (step >= DAY || (when.getHours() === 0 && when.getMinutes() === 0 && step >= MINUTE)) {
      return when.toLocaleDateString(undefined, { day: "numeric", month: "short" });
    }
    return when.toLocaleTimeString(undefined, {
      hour: "2-digit",
      minute: "2-digit",
      second: step < MINUTE ? "2-digit" : undefined,
    });
  }

  function axis(scale, height) {
    const step = SPANS.find((one) => (scale.to - scale.from) / one <= Math.max(2, scale.width / 90)) || SPANS.at(-1);
    const offset = new Date(scale.from).getTimezoneOffset() * MINUTE;
    const ticks = [];
    for (let at = Math.ceil((scale.from - offset) / step) * step + offset; at <= scale.to; at += step) {
      const x = scale.x(at);
      const anchor = x < LAST_LABEL ? "start" : "middle";
      ticks.push(
        drawing("line", { x1: x, x2: x, y1: 22, y2: height - MARGIN, class: "gke-upgrade-tick" }),
        drawing("text", { x, y: 14, "text-anchor": anchor, class: "gke-upgrade-axis" }, label(at, step)),
      );
    }
    return ticks;
  }

  /* One path for each verdict, however many workloads: the picture stays small. */
  function lines(moves, scale, top, height) {
    const paths = new Map();
    moves.forEach((move, index) => {
      const y = (top + ((index + 0.5) * height) / moves.length).toFixed(1);
      const from = scale.x(move.begin);
      const to = Math.max(scale.x(move.end), from + 1.5);
      const verdict = move.workload.verdict || "";
      paths.set(verdict, (paths.get(verdict) || "") + "M" + from.toFixed(1) + " " + y + "H" + to.toFixed(1));
    });
    const thickness = Math.max(1, Math.min(4, (height / moves.length) * 0.7));
    return [...paths].map(([verdict, d]) =>
      drawing("path", { d, class: "gke-upgrade-moves", "data-verdict": verdict, "stroke-width": thickness }),
    );
  }

  /* A name as it fits, and in full for who points at it. */
  function short(text) {
    return text.length > LONGEST_NAME
      ? [drawing("title", {}, text), text.slice(0, LONGEST_NAME - 1) + "…"]
      : [text];
  }

  function endOf(report) {
    return (step) => Date.parse(step.endedAt || report.asOf);
  }

  function picture(report, width) {
    const steps = [...report.steps].sort((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
    const end = endOf(report);
    const moves = movesOf(steps, report.clusters, end);
    const from = Math.min(...steps.map((step) => Date.parse(step.startedAt)));
    const to = Math.max(from + 1000, ...steps.map(end));
    const whole = Math.max(NARROWEST, width);
    const beside = whole >= NARROW;
    const left = MARGIN + (beside ? NAMES : 0);
    const room = whole - left - LAST_LABEL;
    const scale = { from, to, width: room, x: (at) => left + ((at - from) / (to - from)) * room };
    const clusters = window.gkeUpgrade.parts.clusterNames(report);
    const lanes = [];
    let y = 34;
    for (const step of steps) {
      const theirs = moves.get(step);
      const name = step.step + (clusters.size > 0 ? ", " + clusters.get(step.cluster) : "");
      const about = name + ": " + words(step.state) + ", " + duration(Math.round((end(step) - Date.parse(step.startedAt)) / 1000));
      const bar = y + (beside ? 0 : NAME_LINE);
      const x = scale.x(Date.parse(step.startedAt));
      const height = theirs.length === 0 ? 0 : Math.min(MOST_LINES, Math.max(8, theirs.length * 6));
      lanes.push(
        drawing(
          "text",
          {
            x: beside ? NAMES : MARGIN,
            y: beside ? bar + BAR - 4 : bar - 4,
            "text-anchor": beside ? "end" : "start",
            class: "gke-upgrade-lane",
          },
          ...(beside ? short(name) : [name]),
        ),
        drawing(
          "rect",
          {
            x,
            y: bar,
            width: Math.max(3, scale.x(end(step)) - x),
            height: BAR,
            rx: 3,
            class: "gke-upgrade-bar",
            "data-verdict": step.state,
          },
          drawing("title", {}, about + (theirs.length ? ", " + count(theirs.length, "workload") : "")),
        ),
        ...(theirs.length ? lines(theirs, scale, bar + BAR + 3, height) : []),
      );
      y = bar + BAR + GAP + (height ? height + 3 : 0);
    }
    const height = y + MARGIN;
    return drawing(
      "svg",
      {
        class: "gke-upgrade-timeline",
        role: "img",
        "aria-labelledby": "gke-upgrade-timeline-title",
        width: whole,
        height,
        viewBox: "0 0 " + whole + " " + height,
      },
      drawing(
        "title",
        { id: "gke-upgrade-timeline-title" },
        "Time line of " + count(steps.length, "step") + ", " + duration(Math.round((to - from) / 1000)) + " in all; the table of steps has the same in words",
      ),
      ...axis(scale, height),
      ...lanes,
    );
  }

  /* What the colours of the picture mean, and its lines. */
  function caption(report) {
    const moved = [...movesOf(report.steps, report.clusters, endOf(report)).values()].flat();
    const shown = new Set([
      ...report.steps.map((step) => step.state),
      ...moved.map((move) => move.workload.verdict).filter(Boolean),
    ]);
    return element(
      "figcaption",
      {},
      element(
        "ul",
        { class: "gke-upgrade-legend", "aria-label": "Colours" },
        ...[...shown].map((verdict) => element("li", {}, badge(verdict))),
      ),
      "A bar for each step.",
      moved.length === 0
        ? ""
        : " The thin lines below a bar are workloads on their way, from the begin of their wave until they were seen well.",
      " Times are in " + zone() + ".",
    );
  }

  /* A figure that is drawn anew when its width changes, or when there is more to tell. */
  function timeline() {
    const frame = element("div", { class: "gke-upgrade-scroll", role: "region", tabindex: "0", "aria-label": "Time line" });
    const below = element("figcaption", {});
    const figure = element("figure", { class: "gke-upgrade-figure" }, frame, below);
    let report = null;
    let drawn = 0;
    function draw() {
      const width = Math.floor(frame.clientWidth);
      if (report !== null && width > 0 && width !== drawn) {
        drawn = width;
        frame.replaceChildren(picture(report, width));
      }
    }
    new ResizeObserver(draw).observe(frame);
    return {
      root: figure,
      update(told) {
        report = told;
        drawn = 0;
        become(below, caption(report));
        draw();
      },
    };
  }

  window.gkeUpgrade.timeline = timeline;
})();
