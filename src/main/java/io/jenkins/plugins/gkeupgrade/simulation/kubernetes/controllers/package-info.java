/** The controllers of a simulated cluster: each makes one kind of object true. */
package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;
