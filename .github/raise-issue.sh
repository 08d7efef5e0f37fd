#!/usr/bin/env bash
# Raises an issue with a title and a text; where one of that title is open, the text is added to it.
set -euo pipefail
title=$1
text=$2
number=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --limit 1000 --json number,title |
  jq --arg title "$title" '[.[] | select(.title == $title).number][0] // empty')
if [ -n "$number" ]; then
  gh issue comment "$number" --repo "$GITHUB_REPOSITORY" --body "$text"
else
  gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --body "$text"
fi
