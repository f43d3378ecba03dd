// Small behaviours that no page depends on: everything works without them.
"use strict";

document.querySelectorAll("[data-back]").forEach((button) => {
  if (history.length > 1) {
    button.hidden = false;
    button.addEventListener("click", () => history.back());
  }
});

// One click, one submission. The button says what happens while the server works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.submitted === "yes") {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("data-again")) {
    form.dataset.submitted = "yes";
    setTimeout(() => { delete form.dataset.submitted; }, 8000);
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-submitted]").forEach((form) => delete form.dataset.submitted);
});

// Move to the error summary when there is one, as a screen reader needs it.
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
