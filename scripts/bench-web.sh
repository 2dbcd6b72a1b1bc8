#!/usr/bin/env bash
# Pages among 100,000 incidents and 1,000,000 action items (bench/seed), over HTTP: an incident with 200 events, and the review of an
# 8 kB postmortem, each beside its floor in the same rounds: the bare page by html/template with its rows from SQLite
# (bench/floor/page), and the postmortem rendered at each request (bench/floor/markdown). Requests a second and the 99th percentile, at
# 1 and 64 connections; the lists; the memory of the server. The first run takes minutes and 1 GB of .tmp. INCIDENTS changes the size.
set -eu
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "wrk is not installed; skipped" >&2; exit 0; }
work=.tmp/bench/web n=${INCIDENTS:-100000}
mkdir -p "$work"
go build -trimpath -ldflags "-s -w" -o "$work/" ./bench/floor/page ./bench/timeline ./bench/seed
(cd bench/floor/markdown && go build -trimpath -ldflags "-s -w" -o "../../../$work/markdown" .)
export PMTRACKER_DB="sqlite:$PWD/$work/large-$n.db" PMTRACKER_ACTOR=@bench
if [ ! -e "$work/keys-$n" ]; then
  rm -f "$work/large-$n.db"*
  "$work/seed" -incidents "$n" "$PMTRACKER_DB"
  "$work/timeline" 200 >"$work/timeline.yaml"
  many=$(bin/pmtracker import "$work/timeline.yaml" | awk 'NR==1{print $1}')
  paper=$(bin/pmtracker import testdata/bench/INC-2026-000001.md | awk 'NR==1{print $1}')
  bin/pmtracker search "warm up" >/dev/null || true # makes the index of the search
  echo "$many $paper" >"$work/keys-$n"
fi
read -r many paper <"$work/keys-$n"
bin/pmtracker serve --addr 127.0.0.1:0 2>"$work/serve.log" & serve=$!
"$work/page" >"$work/page.log" 2>/dev/null & page=$!
"$work/markdown" testdata/bench/INC-2026-000001.md >"$work/markdown.log" & markdown=$!
trap 'kill $serve $page $markdown 2>/dev/null' EXIT
address() { for _ in $(seq 300); do grep -q http: "$1" && break; sleep 0.1; done; grep -o 'http://[^ ]*' "$1" | head -1; }
pm=$(address "$work/serve.log") floor=$(address "$work/page.log") md=$(address "$work/markdown.log")
rss() { awk -v w="$1" '$1==w":"{print int($2/1024)" MB"}' "/proc/$serve/status"; }
echo "memory idle: $(rss VmRSS)"
for c in 1 64; do
  for round in $(seq "${ROUNDS:-3}"); do
    for u in page-floor="$floor" incident="$pm/incidents/$many" markdown-floor="$md" review="$pm/incidents/$paper/review" list="$pm/" items="$pm/items" owner="$pm/items?owner=@person7" trends="$pm/trends"; do
      wrk -t1 -c$c -d"${SECS:-2}s" --latency "${u#*=}" | awk -v c=$c -v n="${u%%=*}" \
        'function ms(x){return x ~ /us$/ ? x/1000 : x ~ /ms$/ ? x+0 : x*1000} /99%/{p=ms($2)} /Requests\/sec/{r=$2} /Non-2xx/{e=" ERRORS"} END{print c, n, r, p e}'
    done
  done
done | tee "$work/raw" | awk '{k=$1" "$2; if(!(k in s)||$3>s[k])s[k]=$3; if(!(k in p)||$4<p[k])p[k]=$4; o[$2]=1; c[$1]=1}
  END{of["incident"]="page-floor"; of["review"]="markdown-floor"; for(x in c)for(n in o){f=of[n]; k=x" "n; printf "%2d connections  %-14s %8.0f requests/s   p99 %7.1f ms", x,n,s[k],p[k]
    if(f)printf "   %5.2fx and %5.2fx of %s",s[k]/s[x" "f],p[k]/p[x" "f],f; print ""}}' | sort
echo "memory after the load: $(rss VmRSS), at most $(rss VmHWM)"
page() { curl -s -o /dev/null -w '%{time_total}' "$1"; }
for q in quicksilverish 決済 DBが "checkout+timeout"; do echo "search $q: $(page "$pm/?q=$q") s"; done
