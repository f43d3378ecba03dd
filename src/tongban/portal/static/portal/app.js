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

// Uploads show how far they are; an answer with a reason (422) is shown where the upload was started.
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector && event.target.querySelector("progress");
  if (bar && event.detail.lengthComputable) {
    bar.hidden = false;
    bar.value = (event.detail.loaded / event.detail.total) * 100;
  }
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:sendError", () => {
  const notices = document.getElementById("notices");
  const said = document.createElement("p");
  said.className = "notice notice-error";
  said.textContent = notices.dataset.offline;
  notices.replaceChildren(said);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest && event.target.closest("form[data-upload]");
  if (form && event.target.type === "file" && event.target.files.length && window.htmx) {
    window.htmx.trigger(form, "submit");
  }
});
