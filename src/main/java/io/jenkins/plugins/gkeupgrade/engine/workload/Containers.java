package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The containers and init containers of a pod template. Their names are distinct among both. */
final class Containers {
    private static final List<String> LISTS = List.of("initContainers", "containers");

    private Containers() {}

    /**
     * One container of a template.
     *
     * @param list field of the pod spec that it is in
     * @param index its place in the list
     */
    record Container(String list, int index, String name, String image) {}

    static List<Container> of(Map<String, Object> podSpec) {
        List<Container> all = new ArrayList<>();
        for (String list : LISTS) {
            List<Object> containers = Trees.mutableList(podSpec.get(list));
            for (int i = 0; i < containers.size(); i++) {
                Object container = containers.get(i);
                all.add(new Container(list, i, Trees.text(container, "name"), Trees.text(container, "image")));
            }
        }
        return all;
    }

    /** The operations that give containers other images; valid for the very version of the workload only. */
    static List<PatchOperation> images(Workload workload, UnaryOperator<Container> change) {
        List<PatchOperation> operations = new ArrayList<>();
        for (Container container : of(workload.podSpec())) {
            String wanted = change.apply(container).image();
            if (!wanted.equals(container.image())) {
                List<String> path = new ArrayList<>(workload.kind().podSpecPath());
                path.addAll(List.of(container.list(), Integer.toString(container.index()), "image"));
                operations.add(PatchOperation.replace(path, wanted));
            }
        }
        return operations;
    }
}
