// What was typed and not sent is not lost without a word: the browser asks before it
// leaves, by a link, a choice at the foot of the page or a reload.
"use strict";

// Whether a field holds something that did not come with the page. A date that cannot be
// read comes empty, and an empty one is nothing to lose.
const typed = (f) => {
  if (f.type === "checkbox" || f.type === "radio") return f.checked !== f.defaultChecked;
  if (f.matches("select")) return f.selectedIndex !== Math.max(0, [...f.options].findIndex((x) => x.defaultSelected));
  return f.value !== f.defaultValue && !(f.type === "date" && !f.value);
};

// Whether a form holds what would be lost: what was typed, also where the form came back
// with it. A browser fills in passwords by itself.
const unsent = (form) => {
  if (form.getAttribute("method") !== "post" || form.querySelector("[type=password]")) return false;
  const back = form.closest("[data-came-back]"), text = (f) => f.matches("textarea,input:not([type=checkbox],[type=radio])") && f.value !== "";
  return [...form.querySelectorAll("input:not([type=hidden]),textarea,select")].some((f) => typed(f) || back && text(f));
};

(() => {
  let sent = null;
  document.addEventListener("submit", (ev) => { sent = ev.target; });
  window.addEventListener("pageshow", () => { sent = null; });
  window.addEventListener("beforeunload", (ev) => {
    if (![...document.forms].some((form) => form !== sent && unsent(form))) return;
    ev.preventDefault();
    ev.returnValue = true; // what older browsers go by
  });
})();
