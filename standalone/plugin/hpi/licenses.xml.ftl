<?xml version="1.0" encoding="UTF-8"?>
<#-- What Jenkins shows under "About" of the plugin: the tag library "licenses" of jenkins-core. -->
<l:dependencies xmlns:l="licenses">
<#list dependencyMap as entry>
<#assign project = entry.getKey()>
  <l:dependency name="${(project.name!project.artifactId)?xml}" groupId="${project.groupId}" artifactId="${project.artifactId}" version="${project.version}" url="${(project.url!'')?xml}">
<#list project.licenses as license>
    <l:license name="${(license.name!'')?xml}" url="${(license.url!'')?xml}"/>
</#list>
  </l:dependency>
</#list>
</l:dependencies>
