package org.jvnet.hudson.test.junit.jupiter;

import org.junit.jupiter.api.extension.Extension;

public class BuildWatcherExtension implements Extension {}
