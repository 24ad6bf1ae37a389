/* Documents go up one by one as soon as they are picked. The answer is the row's own HTML, drawn by the server.
   Without this script the same form is sent by its button. */
"use strict";

(() => {
  let running = 0;

  const hideButtons = (root) => root.querySelectorAll("[data-upload-button]").forEach((one) => { one.hidden = true; });
  const rowOf = (node) => node.closest("[data-upload]");

  const fail = (form, sentence, link) => {
    const row = rowOf(form);
    let line = row.querySelector(".field-error[data-by-script]");
    if (!line) {
      line = document.createElement("p");
      line.className = "field-error";
      line.dataset.byScript = "yes";
      line.setAttribute("role", "alert");
      form.before(line);
    }
    line.textContent = sentence;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      line.append(" ", anchor);
    }
    row.classList.add("has-error");
    form.querySelector("[data-upload-progress]")?.setAttribute("hidden", "");
    form.querySelectorAll('input[type="file"]').forEach((one) => { one.value = ""; });
  };

  const replaceRow = (row, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-upload]");
    if (!fresh) return false;
    const held = row.contains(document.activeElement) || document.activeElement === document.body;
    row.replaceWith(document.adoptNode(fresh));
    hideButtons(fresh);
    window.htmx?.process(fresh);
    if (held) {
      const label = fresh.querySelector(".upload-label");
      label.tabIndex = -1;
      label.focus();
    }
    return true;
  };

  const showProgress = (form, share) => {
    const box = form.querySelector("[data-upload-progress]");
    if (!box) return;
    const percent = Math.round(share * 100);
    box.hidden = false;
    box.querySelector("progress").value = percent;
    box.querySelector("span").textContent = percent < 100 ? portal.say("uploading", { percent }) : portal.say("checking");
  };

  const signedOut = (request) => request.status === 401
    || (request.responseURL && portal.words.signInUrl && new URL(request.responseURL).pathname === portal.words.signInUrl);

  const send = (form) => {
    const request = new XMLHttpRequest();
    const done = () => { running -= 1; delete form.dataset.busy; };
    running += 1;
    form.dataset.busy = "yes";
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) showProgress(form, event.loaded / event.total); });
    request.addEventListener("error", () => { done(); fail(form, portal.say("uploadFailed")); });
    request.addEventListener("load", () => {
      done();
      portal.setRevision(request.getResponseHeader("X-Revision"));
      if (signedOut(request)) fail(form, portal.say("signedOut"), { href: portal.signInAddress(), text: portal.say("signIn") });
      else if (!replaceRow(rowOf(form), request.responseText)) fail(form, portal.say("uploadFailed"));
    });
    request.send(new FormData(form));
  };

  const picked = (form, file) => {
    const limit = Number(form.dataset.maxBytes);
    if (limit && file.size > limit) fail(form, portal.say("uploadTooBig", { size: form.dataset.maxWords }));
    else if (!form.dataset.busy) { showProgress(form, 0); send(form); }
  };

  hideButtons(document);
  document.addEventListener("htmx:load", (event) => hideButtons(event.target));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-upload-form]");
    if (form && event.target.type === "file" && event.target.files.length) picked(form, event.target.files[0]);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-upload-form], [data-upload-remove]")) return;
    event.preventDefault();
    if (!form.dataset.busy) send(form);
  }, true);

  const overRow = (event) => {
    const row = event.target.closest?.("[data-upload]");
    return row?.querySelector("[data-upload-form]") && event.dataTransfer?.types.includes("Files") ? row : null;
  };
  document.addEventListener("dragover", (event) => {
    const row = overRow(event);
    if (!row) return;
    event.preventDefault();
    row.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => event.target.closest?.("[data-upload]")?.classList.remove("is-over"));
  document.addEventListener("drop", (event) => {
    const row = overRow(event);
    if (!row) return;
    event.preventDefault();
    row.classList.remove("is-over");
    const input = row.querySelector('input[type="file"]');
    input.files = event.dataTransfer.files;
    if (input.files.length) picked(input.form, input.files[0]);
  });
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
})();
