/*
 * The page of a cluster: its tables, made from the page's JSON with those of the build's report. Everything that comes
 * from a cluster becomes text, never markup.
 */
(function () {
  "use strict";

  const { element, time, zone, DataTable } = window.gkeUpgrade;
  /* While somebody looks at the cluster in the background, in milliseconds. */
  const SOON = 2000;

  /* A word with a dot in its colour, never the colour alone. */
  function marked(text, verdict) {
    return element("span", { class: "gke-upgrade-badge", "data-verdict": verdict }, text);
  }

  function day(text) {
    if (text === null) {
      return "unknown";
    }
    return text < new Date().toISOString().slice(0, 10) ? marked(text + ", over", "FAILED") : text;
  }

  function status(text) {
    return marked(text, text.startsWith("opted in") ? "PASSED" : text === "cannot" ? "FAILED" : "INCONCLUSIVE");
  }

  function plain(key, label, more) {
    return { key, label, value: (row) => row[key], ...more };
  }

  const SUPPORT = plain("supportEnd", "Supported until", { show: (row) => day(row.supportEnd) });
  const POOLS = [
    plain("name", "Node pool", { heads: true }),
    plain("version", "Version"),
    { key: "role", label: "Opt-in taint", value: (row) => (row.new ? "yes, the newest" : "") },
    plain("status", "Status"),
    plain("nodes", "Nodes", { numeric: true }),
    SUPPORT,
  ];
  const TEAMS = [
    { key: "team", label: "Team", value: (row) => row.team || "(none)", heads: true },
    plain("optedIn", "Opted in", { numeric: true }),
    plain("notYet", "Not yet", { numeric: true }),
    plain("cannot", "Cannot", { numeric: true }),
    { ...SUPPORT, label: "Old version supported until", show: (row) => (left(row) ? day(row.supportEnd) : "") },
  ];
  const WORKLOADS = [
    plain("team", "Team"),
    plain("namespace", "Namespace"),
    plain("kind", "Kind"),
    plain("name", "Name", { heads: true }),
    plain("status", "Opted in", { show: (row) => status(row.status) }),
    plain("pools", "Runs on"),
    SUPPORT,
    plain("reason", "Why it cannot", { text: true }),
  ];

  function left(team) {
    return team.notYet + team.cannot > 0;
  }

  function table(id, noun, caption, columns, rows, filters) {
    return new DataTable({
      id: "gke-upgrade-" + id,
      noun,
      caption,
      columns,
      rows,
      text: (row) => columns.map((column) => column.value(row)).filter(Boolean).join(" "),
      filters: (filters || []).map(([key, label]) => ({ key, label, value: (row) => row[key] || "" })),
    }).root;
  }

  function section(title, ...content) {
    return element("section", {}, element("h2", {}, title), ...content);
  }

  function content(seen) {
    const inGke = seen.releaseChannel ? "channel " + seen.releaseChannel : "no release channel";
    const channel = seen.gke === false ? "no GKE API" : inGke;
    return [
      element("p", {}, element("strong", {}, seen.summary.join(" "))),
      element(
        "p",
        {},
        seen.cluster + ", control plane " + seen.version + ", " + channel + ", supported until ",
        day(seen.supportEnd),
        ".",
      ),
      section("Node pools", table("pools", "node pool", "Versions and how long they are supported", POOLS, seen.pools)),
      section("Teams", table("teams", "team", "How far each team has come", TEAMS, seen.teams)),
      section(
        "Workloads",
        table("workloads", "workload", "Who has opted in and who has not", WORKLOADS, seen.workloads, [
          ["status", "Opted in"],
          ["team", "Team"],
          ["namespace", "Namespace"],
          ["kind", "Kind"],
        ]),
      ),
    ];
  }

  function age(state) {
    if (state.taken === null) {
      return state.running ? "Looking at the cluster..." : "The cluster has not been seen yet.";
    }
    return "As of " + time(state.taken) + " " + zone() + (state.running ? ". Looking again..." : ". Reload the page for newer data.");
  }

  function start(root) {
    const line = element("p", { class: "gke-upgrade-secondary", role: "status" });
    const failure = element("p", { role: "alert" });
    const box = element("div", {});
    let shown = null;
    root.replaceChildren(line, failure, box);

    function show(state) {
      line.textContent = age(state);
      failure.replaceChildren(state.failure === null ? "" : marked(state.failure, "FAILED"));
      if (state.overview !== null && state.taken !== shown) {
        shown = state.taken;
        box.replaceChildren(...content(state.overview));
      }
      root.setAttribute("aria-busy", String(state.running));
    }

    async function load() {
      try {
        const answer = await fetch(root.dataset.overview, { cache: "no-store" });
        if (!answer.ok) {
          throw new Error("the server answered " + answer.status);
        }
        const state = (await answer.json()).state;
        show(state);
        if (state.running) {
          setTimeout(load, SOON);
        }
      } catch (problem) {
        line.textContent = "";
        failure.textContent = "The cluster cannot be shown: " + problem.message + ". Reload the page.";
        root.setAttribute("aria-busy", "false");
      }
    }

    load();
  }

  document.querySelectorAll(".gke-upgrade[data-overview]").forEach(start);
})();
