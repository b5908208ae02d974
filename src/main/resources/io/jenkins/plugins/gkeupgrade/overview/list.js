/*
 * The list of clusters: while some of them are being looked at, asks for what is known, until each has been seen or could
 * not be. The rows are there already; everything that comes from a cluster becomes text, never markup.
 */
(function () {
  "use strict";

  const { element, count, refresh, say } = window.gkeUpgrade;
  const FIELDS = "?tree=clusters[name,running,seen,sentences]";
  /* From an answer to the next question, in milliseconds. */
  const PAUSE = 2000;
  /* For an answer, in milliseconds. */
  const DEADLINE = 60000;

  function start(root) {
    const rows = [...root.querySelectorAll("tr[data-cluster]")];
    let waiting = rows.filter((row) => row.dataset.running === "true");
    if (waiting.length === 0) {
      return;
    }
    const line = element("p", { role: "status" });
    const trouble = element("p", { role: "alert" });
    root.prepend(line, trouble);

    function tell() {
      say(trouble, "");
      say(line, waiting.length > 0 ? "Looking at " + count(waiting.length, "cluster") + "..." : "All clusters have been looked at.");
    }

    function show(row, cluster) {
      const field = (name) => row.querySelector("[data-field=" + name + "]");
      field("sentences").replaceChildren(...cluster.sentences.map((sentence) => element("div", {}, sentence)));
      say(field("seen"), cluster.seen);
    }

    /* One that is not configured any more is not waited for. */
    async function ask() {
      const answer = await fetch(root.dataset.clusters + FIELDS, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(DEADLINE),
      });
      if (!answer.ok) {
        throw new Error("the server answered " + answer.status);
      }
      const known = new Map((await answer.json()).clusters.map((cluster) => [cluster.name, cluster]));
      rows.filter((row) => known.has(row.dataset.cluster)).forEach((row) => show(row, known.get(row.dataset.cluster)));
      waiting = waiting.filter((row) => known.get(row.dataset.cluster)?.running);
      tell();
      return waiting.length > 0;
    }

    function failed(problem) {
      say(trouble, "The list cannot be refreshed: " + problem.message + ". It is tried again; you may have to log in, or reload the page.");
    }

    tell();
    refresh(ask, failed, Number(root.dataset.refresh) * 1000 || PAUSE);
  }

  document.querySelectorAll("[data-clusters]").forEach(start);
})();
