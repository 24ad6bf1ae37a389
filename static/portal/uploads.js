/* Documents go up one by one as soon as they are picked: htmx sends the form and puts the row that the server draws in
   its place (see templates/components/upload.html). Here stands what htmx leaves open: progress, failures in words,
   dropped files, focus. Without scripts the same form is sent by its button. */
"use strict";

(() => {
  const rowOf = (node) => node.closest?.("[data-upload]");
  const on = (name, handle) => document.addEventListener(name, (event) => {
    const row = rowOf(event.target);
    if (row) handle(row, event);
  });

  const say = (row, sentence, link) => {
    const line = document.createElement("p");
    line.className = "field-error";
    line.id = `${row.id}-error`;
    line.textContent = sentence;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      line.append(" ", anchor);
    }
    row.querySelector("[data-upload-alert]").replaceChildren(line);
    row.classList.add("has-error");
    const input = row.querySelector('input[type="file"]');
    if (!input) return;
    input.value = "";
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", [line.id, row.querySelector(".field-hint")?.id].filter(Boolean).join(" "));
  };
  const unsay = (row) => {
    row.querySelector("[data-upload-alert]").replaceChildren();
    row.classList.remove("has-error");
    row.querySelector('input[type="file"]')?.removeAttribute("aria-invalid");
  };

  const tooBig = (row) => say(row, portal.say("uploadTooBig", { size: row.querySelector("form[data-max-words]")?.dataset.maxWords }));
  /** Why no row came back, as its status tells it. */
  const explain = (row, request) => {
    const wait = Number(request.getResponseHeader("Retry-After")) || 300;
    if (request.status === 401) say(row, portal.say("uploadSignedOut"), { href: portal.signInAddress(), text: portal.say("signIn") });
    else if (request.status === 413) tooBig(row);
    else if (request.status === 429) say(row, portal.say("uploadTooOften", { minutes: Math.ceil(wait / 60) }));
    else if (request.status >= 500) say(row, portal.say("uploadTrouble"));
    else say(row, portal.say("uploadOutdated"), { href: location.href.split("#")[0], text: portal.say("reload") });
  };

  const showProgress = (form, share) => {
    const box = form.querySelector("[data-upload-progress]");
    if (!box) return;
    const percent = Math.round(share * 100);
    box.querySelector("progress").value = percent;
    box.querySelector("span").textContent = percent < 100 ? portal.say("uploading", { percent }) : portal.say("checking");
  };

  on("htmx:beforeRequest", (row, event) => {
    const form = event.target;
    const limit = Number(form.dataset.maxBytes);
    const file = form.elements.file?.files[0];
    unsay(row);
    showProgress(form, 0);
    if (!limit || !file || file.size <= limit) return;
    event.preventDefault();
    tooBig(row);
  });
  on("htmx:xhr:progress", (row, { target, detail }) => {
    if (detail.lengthComputable) showProgress(target, detail.loaded / detail.total);
  });
  on("htmx:sendError", (row, { target }) =>
    say(row, portal.say(target.matches("[data-upload-form]") ? "uploadFailed" : "removeFailed")));
  on("htmx:beforeSwap", (row, { detail }) => {
    const revision = detail.xhr.getResponseHeader("X-Revision");
    portal.setRevision(revision);
    detail.isError = false; // said in the row, and not in the console
    detail.shouldSwap = Boolean(revision); // anything else is no row: a page to sign in, an error of a proxy
    if (!detail.shouldSwap) explain(row, detail.xhr);
  });
  // htmx keeps the focus on the file input; a pressed button that has gone leaves it to the row's heading.
  on("htmx:afterSwap", (row) => {
    if (document.activeElement !== document.body) return;
    const label = row.querySelector(".upload-label");
    label.tabIndex = -1;
    label.focus();
  });
  document.addEventListener("htmx:load", ({ target }) => {
    target.querySelectorAll("[data-upload-button]").forEach((one) => { one.hidden = true; });
    // Picked while the page was still coming: nobody has seen it being picked, and its button has just gone.
    target.querySelectorAll('[data-upload-form] input[type="file"]').forEach((one) => {
      if (one.files.length) one.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  // --- dropped onto a row ---

  const takes = (row, event) => row.querySelector("[data-upload-form]") && event.dataTransfer?.types.includes("Files");
  on("dragover", (row, event) => {
    if (!takes(row, event)) return;
    event.preventDefault();
    row.classList.add("is-over");
  });
  on("dragleave", (row) => row.classList.remove("is-over"));
  on("drop", (row, event) => {
    if (!takes(row, event)) return;
    event.preventDefault();
    row.classList.remove("is-over");
    const input = row.querySelector('input[type="file"]');
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  window.addEventListener("beforeunload", (event) => { if (document.querySelector("[data-upload] .htmx-request")) event.preventDefault(); });
})();
