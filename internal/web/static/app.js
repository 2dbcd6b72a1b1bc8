// Makes the pages lively. Every page works without it.
"use strict";
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes("pm_zone=")) document.cookie = "pm_zone=" + zone + "; path=/; max-age=31536000; samesite=lax";

  // The time that is left until, or has gone by since, a moment.
  const ja = document.documentElement.lang === "ja";
  const words = (ms) => {
    const s = Math.floor(Math.abs(ms) / 1000), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    const two = (n) => String(n).padStart(2, "0");
    if (h >= 48) return ja ? Math.floor(h / 24) + "日" : Math.floor(h / 24) + " d";
    return h > 0 ? h + ":" + two(m) + ":" + two(s % 60) : m + ":" + two(s % 60);
  };
  const tick = () => document.querySelectorAll("[data-until],[data-since]").forEach((e) => {
    const until = e.dataset.until, ms = until ? Date.parse(until) - Date.now() : Date.now() - Date.parse(e.dataset.since);
    e.textContent = words(ms);
    if (until && ms < 0) { const c = e.closest(".countdown"); if (c) c.classList.add("late"); }
  });
  tick();
  setInterval(tick, 1000);

  for (const changed of ["htmx:after:swap", "pm:changed"]) document.addEventListener(changed, tick);

  // A form asks before it does what cannot be taken back, and copies on request.
  document.addEventListener("click", (ev) => {
    const copy = ev.target.closest("[data-copy]");
    if (copy) {
      const from = document.getElementById(copy.dataset.copy);
      navigator.clipboard.writeText(from.innerText).then(() => { copy.textContent = copy.dataset.done; });
    }
    const goto = ev.target.closest("[data-goto]");
    if (goto) location.href = goto.dataset.goto;
  });

  // The form of a comment opens beneath its line, and closes again.
  document.addEventListener("click", async (ev) => {
    const link = ev.target.closest("a.comment");
    if (!link || ev.ctrlKey || ev.metaKey || ev.shiftKey) return;
    ev.preventDefault();
    const open = link.nextElementSibling;
    if (open && open.matches(".comment-form")) { if (!unsent(open)) open.remove(); return; }
    const answer = await fetch(link.href, { cache: "no-store" }).catch(() => null);
    const form = answer && answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".comment-form");
    if (!form) { location.href = link.href; return; }
    link.after(form);
    form.querySelector("textarea").focus();
  });

  // A link to a field leads into it.
  const enter = () => {
    const field = location.hash && document.getElementById(location.hash.slice(1));
    if (field && field.matches("input,textarea,select")) field.focus();
  };
  enter();
  window.addEventListener("hashchange", enter);

  // One key each; not while somebody writes.
  document.addEventListener("keydown", (ev) => {
    if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
    if (ev.target.matches("input,textarea,select")) { if (ev.key === "Escape") ev.target.blur(); return; }
    // A field of this page comes before the way to one on another.
    const all = [...document.querySelectorAll("[data-key]")].filter((e) => e.dataset.key === ev.key), field = all.find((e) => e.matches("input,textarea,select"));
    if (all.length) {
      ev.preventDefault();
      if (field) field.focus(); else all[0].click();
      return;
    }
    if (ev.key === "j" || ev.key === "k") {
      const rows = [...document.querySelectorAll("[data-row] a.title, a[data-row], mark.finding[id]")];
      if (!rows.length) return;
      const at = rows.indexOf(document.activeElement), next = rows[Math.max(0, Math.min(rows.length - 1, at + (ev.key === "j" ? 1 : -1)))];
      next.tabIndex = next.tabIndex < 0 ? -1 : next.tabIndex;
      next.focus();
      next.scrollIntoView({ block: "center" });
    }
    if (ev.key === "?") location.href = "/keys";
  });
})();
