#!/usr/bin/env bash
# The page of an incident with 200 events and its review page, over HTTP, beside the bare page with html/template and its rows from
# SQLite (bench/floor/page) in the same rounds: requests a second and the 99th percentile, at 1 and 64 connections; and the memory of the server.
set -eu
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "wrk is not installed; skipped" >&2; exit 0; }
work=.tmp/bench/web
rm -rf "$work" && mkdir -p "$work"
go build -trimpath -ldflags "-s -w" -o "$work/" ./bench/floor/page ./bench/timeline
export PMTRACKER_DB="sqlite:$PWD/$work/pm.db" PMTRACKER_ACTOR=@bench
"$work/timeline" 200 >"$work/timeline.yaml"
key=$(bin/pmtracker import "$work/timeline.yaml" | awk 'NR==1{print $1}')
bin/pmtracker generate "$key" >/dev/null
bin/pmtracker serve --addr 127.0.0.1:0 2>"$work/serve.log" & serve=$!
"$work/page" >"$work/page.log" & page=$!
trap 'kill $serve $page 2>/dev/null' EXIT
for _ in $(seq 100); do grep -q http: "$work/serve.log" && grep -q http: "$work/page.log" && break; sleep 0.1; done
pm=$(grep -o 'http://[^ ]*' "$work/serve.log" | head -1)
floor=$(grep -o 'http://[^ ]*' "$work/page.log" | head -1)
rss() { awk -v w="$1" '$1==w":"{print int($2/1024)" MB"}' "/proc/$serve/status"; }
echo "memory idle: $(rss VmRSS)"
for c in 1 64; do
  for round in 1 2 3; do
    for u in floor="$floor" incident="$pm/incidents/$key" review="$pm/incidents/$key/review"; do
      wrk -t1 -c$c -d"${SECS:-2}s" --latency "${u#*=}" | awk -v c=$c -v n="${u%%=*}" \
        'function ms(x){return x ~ /us$/ ? x/1000 : x ~ /ms$/ ? x+0 : x*1000} /99%/{p=ms($2)} /Requests\/sec/{r=$2} /Non-2xx/{e=" ERRORS"} END{print c, n, r, p e}'
    done
  done
done | tee "$work/raw" | awk '{k=$1" "$2; if(!(k in s)||$3>s[k]){s[k]=$3} if(!(k in p)||$4<p[k])p[k]=$4; o[k]=1; c[$1]=1}
  END{for(x in c)for(n in o){split(n,a," ");if(a[1]==x)printf "%2d connections  %-9s %8.0f requests/s  %5.2fx the floor   p99 %7.1f ms  %5.2fx\n",x,a[2],s[n],s[n]/s[x" floor"],p[n],p[n]/p[x" floor"]}}' | sort
echo "memory after the load: $(rss VmRSS), at most $(rss VmHWM)"
