#!/bin/sh
# Resolve every dependency anew; no package registry's address is written.
set -e
uv=".tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
$uv pyproject.toml --output-file requirements/base.txt
$uv pyproject.toml requirements/dev.in --output-file requirements/dev.txt
for name in uv build node; do $uv "requirements/$name.in" --output-file "requirements/$name.txt"; done
npm install --package-lock-only --ignore-scripts
