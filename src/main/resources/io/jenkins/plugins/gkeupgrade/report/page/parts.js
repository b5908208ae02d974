/* The parts of the report page. Each is { root, update(report) } and keeps its root. */
(function () {
  "use strict";

  const { element, badge, become, duration, time, words, zone, DataTable } = window.gkeUpgrade;
  const WORST_FIRST = [
    "FAILED",
    "BLOCKED",
    "INCONCLUSIVE",
    "AT_RISK",
    "ROLLED_BACK",
    "PLANNED",
    "NOT_APPLICABLE",
    "READY",
    "PASSED",
  ];

  /* A part that is made anew for each report; the elements that are shown stay. */
  function redrawn(draw) {
    const root = element("div", {});
    return { root, update: (report) => become(root, element("div", {}, draw(report))) };
  }

  /* Where a verdict is in the order of how bad it is; unknown ones come last. */
  function rank(verdict) {
    return (WORST_FIRST.indexOf(verdict) + WORST_FIRST.length + 1) % (WORST_FIRST.length + 1);
  }

  function code(text) {
    return text === null || text === undefined ? "" : element("code", {}, text);
  }

  /* "blue 1.32.9-gke.1, green" -> each pool with its version below it */
  function pools(text) {
    if (text === null) {
      return "";
    }
    return element(
      "span",
      { class: "gke-upgrade-pools" },
      ...text.split(", ").map((pool) => {
        const [name, ...version] = pool.split(" ");
        return element("span", {}, name, version.length ? " " : "", version.length ? code(version.join(" ")) : "");
      }),
    );
  }

  function plainTable(caption, heads, rows) {
    return element(
      "div",
      { class: "gke-upgrade-scroll", role: "region", tabindex: "0", "aria-label": caption },
      element(
        "table",
        { class: "jenkins-table gke-upgrade-table" },
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
        element("tbody", {}, ...rows),
      ),
    );
  }

  function change(version) {
    if (version.before === version.after) {
      return "unchanged";
    }
    return version.before === null ? "added" : version.after === null ? "removed" : "changed";
  }

  function versions(cluster, report) {
    const line = (what, version) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, what),
        element("td", {}, version.before === null ? "–" : code(version.before)),
        element("td", {}, version.after === null ? "–" : code(version.after)),
        element("td", { "data-change": change(version) }, change(version)),
      );
    const rows = [
      ...(cluster.controlPlane ? [line("Control plane", cluster.controlPlane)] : []),
      ...cluster.pools.map((pool) => line("Node pool " + pool.name, pool)),
    ];
    return element(
      "div",
      { class: "gke-upgrade-card" },
      element("h3", {}, cluster.name),
      element("p", { class: "gke-upgrade-secondary" }, cluster.cluster),
      rows.length === 0
        ? element("p", {}, report.building ? "Versions are not known yet." : "No step of this build asked GKE for versions.")
        : plainTable("Versions of " + cluster.name, ["What", "Before", "After", "Change"], rows),
    );
  }

  function clusters(report) {
    return element("div", { class: "gke-upgrade-cards" }, ...report.clusters.map((cluster) => versions(cluster, report)));
  }

  /* Names of clusters by what steps call them; none when all steps are about one. */
  function clusterNames(report) {
    return new Map(report.clusters.length > 1 ? report.clusters.map((cluster) => [cluster.cluster, cluster.name]) : []);
  }

  function lasted(step, report) {
    if (step.durationSeconds !== null || !report.building) {
      return duration(step.durationSeconds);
    }
    return duration(Math.round((Date.parse(report.asOf) - Date.parse(step.startedAt)) / 1000)) + " so far";
  }

  function steps(report) {
    const names = clusterNames(report);
    return plainTable(
      "Steps of this build",
      ["Step", ...(names.size > 0 ? ["Cluster"] : []), "State", "Started (" + zone() + ")", "Duration", "Summary"],
      report.steps.map((step) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", class: "gke-upgrade-nowrap" }, step.step),
          names.size > 0 ? element("td", {}, names.get(step.cluster)) : null,
          element("td", {}, badge(step.state)),
          element("td", { class: "gke-upgrade-when" }, element("time", { datetime: step.startedAt }, time(step.startedAt))),
          element("td", { class: "gke-upgrade-when" }, lasted(step, report)),
          element("td", { class: "gke-upgrade-text" }, step.summary),
        ),
      ),
    );
  }

  function margin(row) {
    return row.lowestAvailable === null || row.allowedAvailable === null
      ? row.lowestAvailable
      : row.lowestAvailable - row.allowedAvailable;
  }

  function availability(row) {
    if (row.lowestAvailable === null) {
      return "";
    }
    const low = row.allowedAvailable !== null && row.lowestAvailable < row.allowedAvailable;
    const text = row.lowestAvailable + (row.allowedAvailable === null ? "" : ", allowed " + row.allowedAvailable);
    return low
      ? element("strong", { class: "gke-upgrade-low" }, text, " ", element("span", {}, "too low"))
      : text;
  }

  /* What no row knows of needs no column. */
  function known(key) {
    return (rows) => rows.some((row) => row[key] !== null && row[key] !== "");
  }

  const COLUMNS = [
    { key: "team", label: "Team", value: (row) => row.team, when: known("team") },
    { key: "namespace", label: "Namespace", value: (row) => row.namespace },
    { key: "kind", label: "Kind", value: (row) => row.kind },
    { key: "name", label: "Name", value: (row) => row.name, heads: true },
    { key: "from", label: "From", value: (row) => row.from, show: (row) => pools(row.from), when: known("from") },
    { key: "to", label: "To", value: (row) => row.to, show: (row) => pools(row.to), when: known("to") },
    {
      key: "verdict",
      label: "Verdict",
      value: (row) => rank(row.verdict),
      show: (row) => badge(row.verdict || "unknown"),
    },
    {
      key: "duration",
      label: "Duration",
      value: (row) => row.durationSeconds,
      show: (row) => duration(row.durationSeconds),
      numeric: true,
      descending: true,
      when: known("durationSeconds"),
    },
    {
      key: "availability",
      label: "Lowest available",
      value: margin,
      show: availability,
      numeric: true,
      when: known("lowestAvailable"),
    },
    { key: "reason", label: "Reason", value: (row) => row.reason, text: true },
  ];

  function listed(options) {
    const table = new DataTable({ ...options, rows: [] });
    return { root: table.root, update: (report) => table.update(options.rows(report)) };
  }

  function rowsOf(report) {
    return report.clusters.flatMap((cluster) =>
      cluster.workloads.map((workload) => ({ ...workload, cluster: cluster.name, place: cluster.cluster })),
    );
  }

  function workloads() {
    return listed({
      id: "gke-upgrade-workload-table",
      noun: "workload",
      caption: "Workloads and what became of them",
      rows: rowsOf,
      columns: [
        {
          key: "cluster",
          label: "Cluster",
          value: (row) => row.cluster,
          when: (rows) => rows.some((row) => row.place !== rows[0].place),
        },
        ...COLUMNS,
      ],
      text: (row) =>
        [row.team, row.namespace, row.kind, row.name, row.from, row.to, words(row.verdict), row.reason, row.cluster]
          .filter(Boolean)
          .join(" "),
      filters: [
        { key: "cluster", label: "Cluster", value: (row) => row.place },
        { key: "verdict", label: "Verdict", value: (row) => row.verdict || "unknown", name: words },
        { key: "team", label: "Team", value: (row) => row.team || "" },
        { key: "namespace", label: "Namespace", value: (row) => row.namespace || "" },
        { key: "kind", label: "Kind", value: (row) => row.kind || "" },
      ],
      sortBy: "verdict",
    });
  }

  /* What a check of readiness found; other steps have no findings. */
  function findingsOf(report) {
    return [
      ...report.steps.map((step) => step.details?.cluster?.findings),
      ...report.clusters.flatMap((cluster) => cluster.workloads.map((workload) => workload.findings)),
    ]
      .filter(Array.isArray)
      .flat()
      .filter((finding) => finding && typeof finding === "object");
  }

  function findings() {
    const column = (key, label) => ({ key, label, value: (row) => (row[key] === undefined ? null : String(row[key])) });
    return listed({
      id: "gke-upgrade-finding-table",
      noun: "finding",
      caption: "What stands in the way of an upgrade without downtime",
      rows: findingsOf,
      columns: [
        { ...column("severity", "Severity"), show: (row) => badge(row.severity ?? "") },
        column("id", "Finding"),
        { ...column("object", "Object"), heads: true },
        { ...column("reason", "Reason"), text: true },
        { ...column("remedy", "Remedy"), text: true },
        { ...column("acceptedBy", "Accepted by"), when: (rows) => rows.some((row) => row.acceptedBy) },
      ],
      text: (row) => Object.values(row).join(" "),
      filters: [
        { key: "severity", label: "Severity", value: (row) => String(row.severity ?? ""), name: words },
        { key: "id", label: "Finding", value: (row) => String(row.id ?? "") },
      ],
    });
  }

  window.gkeUpgrade.parts = {
    clusters: () => redrawn(clusters),
    steps: () => redrawn(steps),
    findings,
    findingsOf,
    workloads,
    rowsOf,
    clusterNames,
    rank,
  };
})();
