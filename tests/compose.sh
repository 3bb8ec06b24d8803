#!/usr/bin/env bash
# The whole as containers: up, feed from the host, and the rows are there. Needs a Docker engine.
set -euo pipefail
cd "$(dirname "$0")/.."
export COMPOSE_PROJECT_NAME=stancewire-test KAFKA_PORT=${KAFKA_PORT:-29092}
export STANCEWIRE_KAFKA=127.0.0.1:$KAFKA_PORT
stancewire=${STANCEWIRE:-.venv/bin/stancewire}

finish() {
  status=$?
  if [ "$status" != 0 ]; then docker compose ps --all; docker compose logs --tail 50; fi
  docker compose down --volumes --timeout 5 >/dev/null 2>&1
  exit "$status"
}
trap finish EXIT

count() { # SQL: one number
  docker compose exec -T postgres psql --username stancewire --dbname stancewire -qtAXc "$1"
}

docker compose up --build --wait --quiet-pull --scale analyser=2
"$stancewire" publish seeds/
published=$("$stancewire" publish --json seeds/ | python3 -c 'import json, sys; print(json.load(sys.stdin)["published"])')

for _ in $(seq 600); do # some seconds on a machine of its own
  stored=$(count "SELECT count(*) FROM revision")
  [ "$stored" = "$published" ] && break
  sleep 1
done
for _ in $(seq 60); do
  unresolved=$(count "SELECT count(*) FROM unresolved")
  [ "$unresolved" = 0 ] && break
  sleep 1
done

stances=$(count "SELECT count(*) FROM current_stances")
echo "compose: $published articles published twice, $stored revisions stored, $unresolved of them unresolved, $stances stances"
if [ "$stored" != "$published" ] || [ "$unresolved" != 0 ] || [ "$stances" = 0 ]; then
  docker compose exec -T sink stancewire dead-letters list
  exit 1
fi
docker compose exec -T sink stancewire query stances --limit 3
docker compose exec -T sink python -c '
import urllib.request
for worker in ("monitor", "analyser", "sink", "resolver", "fetcher"):
    told = urllib.request.urlopen(f"http://{worker}:9464/metrics").read().decode()
    print(worker, "tells", sum(line.startswith("stancewire_") for line in told.splitlines()))
'
docker compose exec -T resolver stancewire query positions --limit 5
docker compose exec -T sink stancewire audit
echo "compose: passed"
