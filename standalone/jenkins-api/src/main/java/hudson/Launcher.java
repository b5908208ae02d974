package hudson;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;

public abstract class Launcher {
    Launcher() {}

    public static class LocalLauncher extends Launcher {
        public LocalLauncher(@NonNull TaskListener listener) {}
    }
}
