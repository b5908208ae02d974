/* The build as a picture: a lane for each step, with its workloads as lines below those steps that moved them. */
(function () {
  "use strict";

  const { element, drawing, duration, words, count } = window.gkeUpgrade;
  const NAMES = 190;
  const BAR = 16;
  const GAP = 14;
  const MOST_LINES = 90;
  const MARGIN = 12;
  const LAST_LABEL = 36;
  const NARROWEST = 560;
  const MINUTE = 60000;
  const SPANS = [1 / 12, 1 / 6, 1 / 2, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((m) => m * MINUTE);

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

  function clock(when, withSeconds) {
    return new Date(when).toLocaleTimeString(undefined, {
      hour: "2-digit",
      minute: "2-digit",
      second: withSeconds ? "2-digit" : undefined,
    });
  }

  function axis(scale, height) {
    const span = SPANS.find((one) => (scale.to - scale.from) / one <= Math.max(2, scale.width / 90));
    const step = span || 1440 * MINUTE;
    const offset = new Date(scale.from).getTimezoneOffset() * MINUTE;
    const ticks = [];
    for (let at = Math.ceil((scale.from - offset) / step) * step + offset; at <= scale.to; at += step) {
      const x = scale.x(at);
      ticks.push(
        drawing("line", { x1: x, x2: x, y1: 22, y2: height - MARGIN, class: "gke-upgrade-tick" }),
        drawing("text", { x, y: 14, "text-anchor": "middle", class: "gke-upgrade-axis" }, clock(at, step < MINUTE)),
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

  function picture(report, width) {
    const steps = [...report.steps].sort((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
    const end = (step) => Date.parse(step.endedAt || report.asOf);
    const moves = movesOf(steps, report.clusters, end);
    const from = Math.min(...steps.map((step) => Date.parse(step.startedAt)));
    const to = Math.max(from + 1000, ...steps.map(end));
    const room = Math.max(NARROWEST, width) - NAMES - MARGIN - LAST_LABEL;
    const scale = { from, to, width: room, x: (at) => NAMES + MARGIN + ((at - from) / (to - from)) * room };
    const lanes = [];
    let y = 34;
    for (const step of steps) {
      const theirs = moves.get(step);
      const x = scale.x(Date.parse(step.startedAt));
      const barWidth = Math.max(3, scale.x(end(step)) - x);
      const about = step.step + ": " + words(step.state) + ", " + duration(Math.round((end(step) - Date.parse(step.startedAt)) / 1000));
      const height = theirs.length === 0 ? 0 : Math.min(MOST_LINES, Math.max(8, theirs.length * 6));
      lanes.push(
        drawing("text", { x: NAMES, y: y + BAR - 4, "text-anchor": "end", class: "gke-upgrade-lane" }, step.step),
        drawing(
          "rect",
          { x, y, width: barWidth, height: BAR, rx: 3, class: "gke-upgrade-bar", "data-verdict": step.state },
          drawing("title", {}, about + (theirs.length ? ", " + count(theirs.length, "workload") : "")),
        ),
        ...(theirs.length ? lines(theirs, scale, y + BAR + 3, height) : []),
      );
      y += BAR + GAP + (height ? height + 3 : 0);
    }
    const height = y + MARGIN;
    const whole = Math.max(NARROWEST, width);
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

  /* A figure that is drawn anew when its width changes, or when there is more to tell. */
  function timeline() {
    const frame = element("div", { class: "gke-upgrade-scroll", role: "region", tabindex: "0", "aria-label": "Time line" });
    const figure = element(
      "figure",
      { class: "gke-upgrade-figure" },
      frame,
      element(
        "figcaption",
        {},
        "A bar for each step. The thin lines below a bar are workloads on their way, from the begin of their wave until they were seen well.",
      ),
    );
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
        draw();
      },
    };
  }

  window.gkeUpgrade.timeline = timeline;
})();
