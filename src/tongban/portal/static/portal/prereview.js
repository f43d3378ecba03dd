// Box and sentence light up together; an officer judges a finding with y or n. Everything works without this.
"use strict";

(() => {
  const pairs = (id) => document.querySelectorAll(`.mark[data-finding="${id}"], .finding[data-finding="${id}"]`);
  const of = (event) => event.target.closest && event.target.closest("[data-finding]");
  const light = (event, on) => {
    const found = of(event);
    if (found) pairs(found.dataset.finding).forEach((each) => each.classList.toggle("is-active", on));
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
  for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-finding]");
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (target) {
      event.preventDefault();
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }
  });

  // The next finding to judge. It gets the focus before the answer is there: a quick second key must not hit the first.
  const sent = new WeakSet();
  const moveOn = (from) => {
    const all = [...document.querySelectorAll("[data-judging] .finding")];
    const after = all.slice(all.indexOf(from) + 1).concat(all);
    (after.find((each) => !each.dataset.judged && !sent.has(each)) || from).focus();
  };

  // One key each, only while a finding has the focus and nobody is typing.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const finding = event.target.closest && event.target.closest("[data-judging] .finding");
    const button = finding && finding.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (button) {
      event.preventDefault();
      button.click();
      sent.add(finding);
      moveOn(finding);
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const judged = event.target;
    if (!judged.matches || !judged.matches("[data-judging] .finding[data-judged]")) return;
    if (document.activeElement === document.body || judged.contains(document.activeElement)) moveOn(judged);
  });
})();
