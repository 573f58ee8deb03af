#!/bin/sh
# Fetches the Nu Html Checker where that is still to do, and prints its class path. Needs Maven and a JDK.
set -eu
cd "$(dirname "$0")"
if [ ! -f build/fetched ]; then
    mvn -q -B package >&2
    touch build/fetched
fi
echo "$PWD/build/jars/*"
