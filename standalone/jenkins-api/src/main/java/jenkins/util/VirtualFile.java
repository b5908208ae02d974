package jenkins.util;

import java.io.Serializable;

public abstract class VirtualFile implements Comparable<VirtualFile>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public final int compareTo(VirtualFile o) {
        throw new UnsupportedOperationException();
    }
}
