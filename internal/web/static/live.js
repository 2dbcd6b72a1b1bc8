// Shows what others do: the server says that something changed, and the page is
// fetched once for all of its parts that differ. What changes meanwhile is one more
// fetch, after it. The browser connects anew by itself when the line breaks.
//
// The children of an element with data-parts are the parts, each with an id. They
// come, change and go as in the page that was fetched. One in which something stands
// that was not sent yet is left alone until that was sent or taken out.
"use strict";
(() => {
  const room = document.querySelector("[data-live]");
  if (!room || !window.EventSource) return;

  let joined = false;
  const light = () => document.querySelectorAll(".live").forEach((e) => e.classList.toggle("on", joined));

  const outer = (e) => e.hasAttribute("data-parts");
  const was = new WeakMap(); // a part, and the text that it was made from
  const know = (e) => { if (outer(e)) [...e.children].forEach(know); else was.set(e, e.outerHTML); };
  know(room);

  let pressed = null; // what the mouse or finger is on
  const busy = (part) => part.contains(pressed) ||
    [...part.querySelectorAll("input:not([type=hidden]),textarea,select")].some((f) => typed(f) || (f.matches("select") && f === document.activeElement));

  // Where the keyboard is stays where it is, in what comes in place of a part.
  const stops = (e) => [...e.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]")];
  const nameOf = (f) => f.id || [f.localName, f.name, f.getAttribute("href"), f.parentElement.id, f.form && f.form.getAttribute("action"),
    ...(f.form ? [...f.form.querySelectorAll("[type=hidden]")].map((h) => h.value) : [])].join("\n");
  const swap = (old, part) => {
    const focused = old.contains(document.activeElement) && document.activeElement, name = focused && nameOf(focused);
    part.querySelectorAll("details[id]").forEach((d) => { const before = document.getElementById(d.id); if (before) d.open = before.open; });
    know(part);
    old.replaceWith(part);
    htmx.process(part);
    if (!focused) return part;
    let stop = stops(part).find((f) => nameOf(f) === name);
    if (!stop) { part.tabIndex = -1; stop = part; } // another button in its place would do something else
    stop.focus({ preventScroll: true });
    return part;
  };

  let late = false; // a part waits for what stands in it
  const sync = (old, now) => {
    let last = null;
    const kept = new Set();
    for (const part of [...now.children]) {
      let here = part.id && [...old.children].find((e) => e.id === part.id);
      if (here && outer(part)) sync(here, part);
      else if (!here) { here = part; know(part); old.append(part); htmx.process(part); }
      else if (part.outerHTML !== was.get(here)) { if (busy(here)) late = true; else here = swap(here, part); }
      const place = last ? last.nextElementSibling : old.firstElementChild;
      if (place !== here) old.insertBefore(here, place);
      kept.add(last = here);
    }
    for (const e of [...old.children]) {
      if (kept.has(e)) continue;
      if (busy(e)) late = true; else e.remove();
    }
  };

  let latest = "";
  const show = () => {
    const now = new DOMParser().parseFromString(latest, "text/html").getElementById(room.id);
    if (!now) return;
    const focused = document.activeElement;
    late = false;
    sync(room, now);
    if (focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true }); // it was moved
    light();
    document.dispatchEvent(new Event("pm:changed"));
  };
  const catchUp = () => setTimeout(() => { if (late) show(); }, 100);
  for (const name of ["input", "change", "focusout"]) room.addEventListener(name, catchUp);
  document.addEventListener("pointerdown", (ev) => { pressed = ev.target; });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { pressed = null; catchUp(); });

  const refresh = async () => {
    // In the zone in which the page is shown, also where another one is chosen by now.
    const answer = await fetch(location.pathname + location.search, { cache: "no-store", headers: { "Pm-Zone": room.dataset.zone || "" } });
    if (!answer.ok || answer.redirected) return;
    latest = await answer.text();
    show();
  };
  const source = new EventSource(room.dataset.live);
  source.onopen = () => { joined = true; light(); };
  source.onerror = () => { joined = false; light(); };
  let fetching = false, again = false;
  source.addEventListener("change", async () => {
    again = true;
    if (fetching) return;
    fetching = true;
    while (again) {
      again = false;
      await refresh().catch(() => {}); // the line breaks too, and the light says so
    }
    fetching = false;
  });
})();
