#!/bin/sh
# Starts one node of OpenSearch from the jars of pom.xml; fetches them and compiles the launcher where that is still to do.
#   start.sh FOLDER node.name=a http.port=9200 transport.port=9300 key=value ...
# The shell becomes the node: its process id is the node's. `started` on its output means that it answers.
# HEAP: of the node, 512m where it says nothing. JVM: options instead of those that start soonest; none for long work.
# WITHOUT: a module that it starts without, as if it were not installed: opensearch-knn.
# Needs Maven and a JDK: 3.5.0 runs on 21 and newer, 2.19.6 on 17 to 23. OPENSEARCH names one of them, or another of these
# lines; else it is the newer one that a JDK is here for. VERSION.sha256 lists what its jars are: others start nothing. It is
# written, for another version, by `LC_ALL=C sha256sum *.jar` in the folder of those that were looked at.
set -eu
cd "$(dirname "$0")"
newest() { # FROM TO: the home of the newest JDK of these releases
    found='' most=$(($1 - 1))
    for home in ${JAVA_HOME:-} ${JVMS:-/usr/lib/jvm}/*; do
        [ -x "$home/bin/javac" ] || continue
        release=$("$home/bin/javac" -version 2>&1 | sed 's/javac \([0-9]*\).*/\1/')
        if [ "$release" -gt "$most" ] && [ "$release" -le "$2" ]; then most=$release found=$home; fi
    done
    echo "$found"
}
case ${OPENSEARCH:-} in
    '') java=$(newest 21 99) version=3.5.0
        [ -n "$java" ] || { java=$(newest 17 23); version=2.19.6; } ;;
    2.*) java=$(newest 17 23) version=$OPENSEARCH ;;
    *) java=$(newest 21 99) version=$OPENSEARCH ;;
esac
[ -n "$java" ] || { echo "no JDK here that runs OpenSearch $version" >&2; exit 1; }
[ -z "${TELL:-}" ] || { echo "$version $java"; exit; }
jar=build/$version/testnode.jar sums=$version.sha256
[ -f "$sums" ] || { echo "no list of what the jars of OpenSearch $version are (tests/opensearch/$sums)" >&2; exit 1; }
checked() { # that the jars are those of the list, none more and none less
    (cd "build/$version/jars" && LC_ALL=C && export LC_ALL && sha256sum -- *.jar) | diff "$sums" - >&2 && return
    echo "the jars in tests/opensearch/build/$version/jars are not those of tests/opensearch/$sums: nothing was started" >&2
    exit 1
}
if [ ! "$jar" -nt pom.xml ] || [ ! "$jar" -nt TestNode.java ]; then
    mkdir -p "build/$version"
    knn='' && [ "$version" != 3.5.0 ] || knn=-Pknn
    # shellcheck disable=SC2086
    JAVA_HOME=$java mvn -q -B --strict-checksums package $knn -Dopensearch.version="$version" -Djars="$PWD/build/$version/jars" >&2
    checked
    "$java/bin/javac" -d "build/$version/classes" -cp "build/$version/jars/*" TestNode.java
    "$java/bin/jar" cf "build/$version/testnode.jar" -C "build/$version/classes" .
fi
checked
# shellcheck disable=SC2086
exec "$java/bin/java" "-Xms${HEAP:-512m}" "-Xmx${HEAP:-512m}" ${JVM--XX:+UseSerialGC -XX:TieredStopAtLevel=1} \
    -Dlog4j2.level=WARN ${WITHOUT:+-Dwithout=$WITHOUT} -cp "build/$version/testnode.jar:build/$version/jars/*" TestNode "$@"
