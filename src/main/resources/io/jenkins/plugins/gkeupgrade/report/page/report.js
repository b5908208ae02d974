/* Fetches the report of this build and builds the page; while the build runs, brings it up to date. */
(function () {
  "use strict";

  const { element, count, number, parts, refresh, say, time, timeline, words, zone } = window.gkeUpgrade;
  /* From an answer to the next question, in milliseconds. */
  const PAUSE = 5000;
  /* For an answer, in milliseconds. */
  const DEADLINE = 60000;

  function section(title, ...content) {
    const id = "gke-upgrade-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
    return element("section", { "aria-labelledby": id }, element("h2", { id }, title), ...content);
  }

  /* Without anything that changes with every look, as it is read out whenever it changes. */
  function summary(report) {
    const running = report.steps.filter((step) => step.state === "RUNNING").map((step) => step.step);
    const state = !report.building
      ? "The build has ended"
      : running.length > 0
        ? "Running: " + running.join(", ")
        : "The build is running";
    const rows = parts.rowsOf(report);
    const counts = [...new Set(rows.map((row) => row.verdict))]
      .sort((one, other) => parts.rank(one) - parts.rank(other))
      .map((verdict) => number(rows.filter((row) => row.verdict === verdict).length) + " " + words(verdict || "unknown"));
    return state + "." + (rows.length > 0 ? " " + count(rows.length, "workload") + ": " + counts.join(", ") + "." : "");
  }

  /* The page: made once, and brought up to date with each report. */
  function page(root) {
    const line = element("p", { class: "gke-upgrade-summary", role: "status" });
    const age = element("p", { class: "gke-upgrade-secondary" });
    const trouble = element("p", { role: "alert" });
    const begun = (report) => report.steps.length > 0;
    const sections = [
      { title: "Clusters", has: begun, ...parts.clusters() },
      { title: "Time line", has: begun, ...timeline() },
      { title: "Steps", has: begun, ...parts.steps() },
      { title: "Findings", has: (report) => parts.findingsOf(report).length > 0, ...parts.findings() },
      { title: "Workloads", has: (report) => parts.rowsOf(report).length > 0, ...parts.workloads() },
    ].map((part) => ({ ...part, section: section(part.title, part.root) }));
    root.replaceChildren(line, age, trouble, ...sections.map((part) => part.section));
    sections.forEach((part) => (part.section.hidden = true));
    return {
      show(report) {
        trouble.replaceChildren();
        say(line, report.steps.length > 0 ? summary(report) : "No step of this build has begun yet.");
        say(age, report.building ? "As of " + time(report.asOf) + " " + zone() + ", refreshed while the build runs." : "");
        for (const part of sections) {
          part.section.hidden = !part.has(report);
          part.update(report);
        }
      },
      fail(problem) {
        const what = line.textContent === "" ? "The report cannot be shown" : "The report cannot be refreshed";
        say(trouble, what + ": " + problem.message + ". It is tried again; you may have to log in, or reload the page.");
      },
    };
  }

  function start(root) {
    const shown = page(root);

    async function ask() {
      const answer = await fetch(root.dataset.report, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(DEADLINE),
      });
      if (!answer.ok) {
        throw new Error("the server answered " + answer.status);
      }
      const report = await answer.json();
      shown.show(report);
      return report.building;
    }

    refresh(ask, shown.fail, Number(root.dataset.refresh) * 1000 || PAUSE).then(() =>
      root.setAttribute("aria-busy", "false"),
    );
  }

  document.querySelectorAll(".gke-upgrade[data-report]").forEach(start);
})();
