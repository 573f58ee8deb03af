#!/bin/sh
# Starts one node of OpenSearch from the jars of pom.xml; fetches them and compiles the launcher where that is still to do.
#   start.sh FOLDER node.name=a http.port=9200 transport.port=9300 key=value ...
# The shell becomes the node: its process id is the node's. `started` on its output means that it answers.
# Needs Maven and a JDK of 21 or newer; with 17 it is the former line of OpenSearch.
set -eu
cd "$(dirname "$0")"
for home in ${JAVA_HOME:-} /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] || continue
    release=$("$home/bin/javac" -version 2>&1 | sed 's/javac \([0-9]*\).*/\1/')
    if [ "$release" -gt "${newest:-16}" ]; then newest=$release java=$home; fi
done
[ -n "${java:-}" ] || { echo "no JDK of 17 or newer" >&2; exit 1; }
version=3.5.0
[ "$newest" -ge 21 ] || version=2.19.6
if [ ! -f "build/$version/testnode.jar" ]; then
    mkdir -p "build/$version"
    JAVA_HOME=$java mvn -q -B package -Dopensearch.version="$version" -Djars="$PWD/build/$version/jars" >&2
    "$java/bin/javac" -d "build/$version/classes" -cp "build/$version/jars/*" TestNode.java
    "$java/bin/jar" cf "build/$version/testnode.jar" -C "build/$version/classes" .
fi
exec "$java/bin/java" "-Xms${HEAP:-512m}" "-Xmx${HEAP:-512m}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dlog4j2.level=WARN -cp "build/$version/testnode.jar:build/$version/jars/*" TestNode "$@"
