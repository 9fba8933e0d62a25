# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# TAP for test scripts: one point for each function that is named test_…, in the
# order in which they stand in the file. A function that fails, at any line, is a
# failed point; one that calls "skip REASON" is a skipped one. A script that is told
# to stop, because it takes too long, still says how far it came.

skip() { # REASON
  echo "$1" > "$tap_folder/skip"
  exit 0
}

# Fails with both sides in view.
expect() { # WHAT FOUND EXPECTED
  [ "$2" = "$3" ] || { printf '%s: found "%s", not "%s"\n' "$1" "$2" "$3"; return 1; }
}

run_tests() {
  local names number=0 name title status
  mapfile -t names < <(sed -n 's/^\(test_[a-z0-9_]*\)() {.*/\1/p' "$0")
  tap_folder=$(mktemp -d)
  trap 'rm -rf "$tap_folder"' EXIT
  trap 'stopped=yes' TERM
  echo "1..${#names[@]}"
  for name in "${names[@]}"; do
    number=$((number + 1))
    title=${name#test_}
    title=${title//_/ }
    rm -f "$tap_folder/skip"
    # "set -e" has no effect behind "if", hence the status of its own.
    (set -e; "$name") > "$tap_folder/log" 2>&1
    status=$?
    if [ "$status" -ne 0 ]; then
      echo "not ok $number - $title"
    elif [ -e "$tap_folder/skip" ]; then
      echo "ok $number - $title # SKIP $(cat "$tap_folder/skip")"
    else
      echo "ok $number - $title"
    fi
    sed 's/^/# /' "$tap_folder/log"
    [ -z "${stopped:-}" ] || exit 1
  done
}
