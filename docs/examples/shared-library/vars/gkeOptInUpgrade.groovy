import groovy.transform.Field

// One call moves one team to a new GKE version; gkeOptInUpgrade.txt says how. Every stage may be run again, so the call
// may be as well: it goes on where it was, or changes nothing.

@Field
final Map<String, String> required = [
        cluster: 'the name of a cluster configured in Jenkins, or projects/P/locations/L/clusters/C',
        version: 'a GKE version such as 1.33.5-gke.1162000, or an alias such as 1.33',
        team   : 'the value of the label team on the workloads to move'
]

@Field
final Map<String, Object> defaults = [
        selector     : null, // team=<team>
        namespace    : '*',
        wave         : null, // where nothing is said, the step's own default
        onFailure    : 'rollback',
        onBreach     : null,
        soakMinutes  : null,
        gates        : null,
        accept       : null,
        images       : null,
        managed      : null,
        maintenanceExclusion: 'create',
        from         : null,
        pool         : null,
        minNodes     : null,
        maxNodes     : null,
        taintKey     : null,
        credentialsId: null,
        approval     : true,
        approvers    : null,
        approvalHours: 24
]

Map call(Map given = [:]) {
    Map settings = checked(given)
    String team = settings.team
    Map target = picked(settings, ['cluster', 'version', 'credentialsId'])

    stage("${team}: control plane") {
        // From here on the exact version, so that an alias means the same in all stages.
        target.version = gkeUpgradeMaster(target).to
    }
    stage("${team}: node pool") {
        Map pool = target + picked(settings, ['from', 'minNodes', 'maxNodes', 'taintKey'])
        if (settings.pool != null) {
            pool.name = settings.pool
        }
        createTaintedPool(pool)
    }

    Map workloads = target + picked(settings, ['namespace', 'selector', 'taintKey'])
    Map move = workloads + picked(settings, ['wave', 'onFailure', 'onBreach', 'soakMinutes', 'gates', 'accept', 'images',
            'managed', 'maintenanceExclusion'])
    List waiting = []
    stage("${team}: plan") {
        waiting = optInWorkloads(move + [dryRun: true]).wouldMove
    }
    if (settings.approval && !waiting.isEmpty()) {
        stage("${team}: approval") {
            approve(settings, target.version, waiting)
        }
    }

    Map moved = [:]
    stage("${team}: move") {
        moved = optInWorkloads(move)
    }
    Map seen = [:]
    stage("${team}: verify") {
        seen = verified(settings, workloads)
    }
    return [version: target.version, moved: moved.moved, notMovable: moved.notMovable, verdict: seen.verdict]
}

private Map checked(Map given) {
    for (name in given.keySet()) {
        if (!required.containsKey(name) && !defaults.containsKey(name)) {
            List known = []
            known.addAll(required.keySet())
            known.addAll(defaults.keySet())
            error "gkeOptInUpgrade has no parameter '${name}'; expected one of ${known.join(', ')}"
        }
    }
    for (name in required.keySet()) {
        if (!given[name]) {
            error "gkeOptInUpgrade needs '${name}': ${required[name]}"
        }
    }
    Map settings = [:]
    settings.putAll(defaults)
    settings.putAll(given)
    if (!(settings.onFailure in ['rollback', 'stop'])) {
        error "onFailure: '${settings.onFailure}' must be 'rollback' or 'stop'"
    }
    if (!settings.selector) {
        settings.selector = "team=${settings.team}".toString()
    }
    return settings
}

private Map picked(Map settings, List names) {
    Map found = [:]
    for (name in names) {
        if (settings[name] != null) {
            found[name] = settings[name]
        }
    }
    return found
}

private void approve(Map settings, String version, List waiting) {
    List named = []
    for (workload in waiting) {
        if (named.size() < 20) {
            named.add(workload)
        }
    }
    int more = waiting.size() - named.size()
    String others = more == 0 ? '' : " and ${more} more, which the console lists"
    String workloads = waiting.size() == 1 ? '1 workload' : "${waiting.size()} workloads"
    Map question = [
            id     : "Move-${settings.team}".toString(),
            message: "Move ${workloads} of ${settings.team} in ${settings.cluster} to ${version}? ${named.join(', ')}${others}".toString(),
            ok     : 'Move'
    ]
    if (settings.approvers) {
        question.submitter = settings.approvers
    }
    timeout(time: settings.approvalHours, unit: 'HOURS') {
        input(question)
    }
}

/** What a move left undone is undone here as well: a team that has moved and is not well goes back as a whole. */
private Map verified(Map settings, Map workloads) {
    try {
        return verifyRollout(workloads)
    } catch (hudson.AbortException unwell) {
        if (settings.onFailure == 'rollback') {
            echo "${settings.team} is not well: ${unwell.message}"
            rollbackTolerations(workloads)
        }
        throw unwell
    }
}
