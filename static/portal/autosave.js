/* A draft saves each field as it is left. One save at a time, because each carries the revision the last one gave.
   What cannot be saved is said beside the field; what a signed-out person typed waits in this tab until they are back.
   Loaded in the head, so that no field can be left before somebody listens; it sends once the page is there. */
"use strict";

(() => {
  const store = `typed:${location.pathname}`;
  const queue = new Map(); // field name -> control
  const initials = new Map(); // field name -> values the server last knew
  let sending = null;
  let ready = false; // the page and portal.js are there
  let person = "";
  let stopped = false;
  let leftOut = false; // signed out: what is typed from here on waits in this tab
  let attempts = 0;
  let timer = 0;

  const addressOf = (control) => control.dataset.autosaveUrl ?? control.form?.dataset.autosaveUrl;
  const saves = (control) => control.name && control.form && addressOf(control) && !control.disabled
    && !["file", "password", "hidden", "submit", "button"].includes(control.type)
    && control.dataset.autosave !== "off" && control.name !== "csrfmiddlewaretoken";
  const groupOf = (control) => [...control.form.elements].filter((one) => one.name === control.name && one.type !== "hidden");
  const valuesOf = (control) => new FormData(control.form).getAll(control.name).map(String);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const loadedValues = (control) => groupOf(control).flatMap((one) => {
    if (one.type === "checkbox" || one.type === "radio") return one.defaultChecked ? [one.value] : [];
    if (one.tagName !== "SELECT") return [one.defaultValue];
    const chosen = [...one.options].filter((option) => option.defaultSelected).map((option) => option.value);
    return chosen.length || one.multiple ? chosen : [one.options[0]?.value ?? ""];
  });
  const hiddenInitials = (control) => [...control.form.elements].filter((one) => one.name === `initial-${control.name}`);
  const initialOf = (control) => {
    if (initials.has(control.name)) return initials.get(control.name);
    const hidden = hiddenInitials(control).map((one) => one.value);
    const known = hidden.length ? hidden : loadedValues(control);
    if (ready) initials.set(control.name, known); // half a page may lack half of a group
    return known;
  };

  const stateLine = (control) => {
    const field = control.closest(".field") ?? control.parentElement;
    let line = field.querySelector(".field-state");
    if (!line) {
      line = document.createElement("p");
      line.className = "field-state";
      line.setAttribute("role", "status");
      const foot = field.querySelector(".field-foot");
      if (foot) foot.prepend(line);
      else field.append(line);
    }
    return line;
  };
  const show = (control, state, text) => {
    const line = stateLine(control);
    line.dataset.state = state;
    line.textContent = text;
    if (state === "failed") control.setAttribute("aria-invalid", "true");
    else if (state === "saved" && !control.classList.contains("is-invalid")) control.removeAttribute("aria-invalid");
  };

  const bodyFor = (control, sent) => {
    const body = new URLSearchParams();
    body.append("csrfmiddlewaretoken", control.form.elements.csrfmiddlewaretoken?.value ?? "");
    body.append("revision", control.form.querySelector('[name="revision"]')?.value ?? "");
    body.append("field", control.name);
    sent.forEach((value) => body.append(control.name, value));
    initialOf(control).forEach((value) => body.append(`initial-${control.name}`, value));
    return body;
  };

  const setValues = (control, values) => groupOf(control).forEach((one) => {
    if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
    else if (one.tagName === "SELECT") [...one.options].forEach((option) => { option.selected = values.includes(option.value); });
    else one.value = values[0] ?? "";
  });
  const listOf = (value) => (value === undefined || value === null ? null : [value].flat().map(String));

  const keepTyped = () => {
    const typed = Object.fromEntries([...queue].map(([name, control]) =>
      [name, { values: valuesOf(control), initial: initialOf(control) }]));
    try { sessionStorage.setItem(store, JSON.stringify({ person, typed })); } catch { /* storage may be off */ }
  };

  const accepted = (control, sent, answer) => {
    const unchanged = same(valuesOf(control), sent);
    const now = listOf(answer.value);
    if (unchanged && now && document.activeElement !== control) setValues(control, now);
    const next = listOf(answer.initial) ?? now ?? sent;
    initials.set(control.name, next);
    hiddenInitials(control).forEach((one, index) => { one.value = next[index] ?? ""; });
    portal.setRevision(answer.revision);
    const time = /T(\d\d:\d\d)/.exec(answer.saved_at ?? "")?.[1] ?? answer.saved_at ?? "";
    show(control, "saved", portal.say("saved", { time }).trim());
    if (unchanged) queue.delete(control.name);
  };
  const refused = (control, answer) => {
    portal.setRevision(answer.revision);
    queue.delete(control.name);
    show(control, "failed", answer.error || portal.say("refused"));
  };
  const outdated = (control, answer) => {
    stopped = true;
    const sentence = answer.error || portal.say("stale");
    show(control, "failed", sentence);
    portal.notify("stale", sentence, { href: location.href, text: portal.say("reload") });
  };
  const waiting = (control) => {
    keepTyped();
    show(control, "signed-out", portal.say("signedOut"));
  };
  const signedOut = (control) => {
    stopped = leftOut = true;
    waiting(control);
    portal.notify("signed-out", portal.say("signedOut"), { href: portal.signInAddress(), text: portal.say("signIn") });
  };
  const later = (control) => {
    attempts += 1;
    show(control, "retrying", portal.say("retrying"));
    clearTimeout(timer);
    timer = setTimeout(work, Math.min(60, 2 ** attempts) * 1000);
  };

  const send = async (control) => {
    const sent = valuesOf(control);
    show(control, "saving", portal.say("saving"));
    let response;
    try {
      response = await fetch(addressOf(control), {
        method: "POST",
        body: bodyFor(control, sent),
        headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
    } catch { return later(control); }
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return signedOut(control);
    if (response.status >= 500 || response.status === 429) return later(control);
    attempts = 0;
    const answer = await response.json().catch(() => ({}));
    if (response.status === 409) return outdated(control, answer);
    return answer.ok ? accepted(control, sent, answer) : refused(control, answer);
  };

  const work = () => {
    clearTimeout(timer);
    if (!ready || sending || stopped || !queue.size) return sending;
    const [, control] = queue.entries().next().value;
    const before = attempts;
    sending = send(control).finally(() => {
      sending = null;
      if (attempts <= before || attempts === 0) work();
    });
    return sending;
  };

  // Typed back to what is saved: the refusal of what stood there between is no longer true.
  const unchanged = (control) => {
    if (stateLine(control).dataset.state !== "failed") return;
    show(control, "saved", "");
  };

  const enqueue = (control) => {
    if (!saves(control)) return;
    if (same(valuesOf(control), initialOf(control)) && !queue.has(control.name)) return unchanged(control);
    queue.set(control.name, control);
    if (!stopped) work();
    else if (leftOut) waiting(control);
    else keepTyped();
  };

  document.addEventListener("focusin", (event) => { if (event.target.form && saves(event.target)) { initialOf(event.target); stateLine(event.target); } });
  document.addEventListener("change", (event) => { if (event.target.form) enqueue(event.target); });
  document.addEventListener("visibilitychange", () => {
    const control = document.activeElement;
    if (document.visibilityState === "hidden" && control?.form) enqueue(control);
  });
  window.addEventListener("online", () => { attempts = 0; work(); });

  // The whole form carries every field: let a running save end first, so that both know the same revision.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave-url]") || event.defaultPrevented) return;
    if (!sending) { queue.clear(); return; }
    event.preventDefault();
    const submitter = event.submitter;
    sending.finally(() => { queue.clear(); sending = null; stopped = true; form.requestSubmit(submitter); });
  }, true);
  window.addEventListener("beforeunload", (event) => { if (queue.size && !stopped) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { stopped = false; } });

  // Back from signing in: what was typed comes back and is saved.
  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(store)); } catch { return; }
    if (!kept || kept.person !== person) return;
    sessionStorage.removeItem(store);
    const controls = [...document.querySelectorAll("input, select, textarea")].filter(saves);
    let restored = false;
    Object.entries(kept.typed).forEach(([name, { values, initial }]) => {
      const control = controls.find((one) => one.name === name);
      if (!control || queue.has(name)) return; // typed anew already
      initials.set(name, initial);
      setValues(control, values);
      queue.set(name, control);
      restored = true;
    });
    if (!restored) return;
    portal.notify("restored", portal.say("restored"));
    work();
  };
  document.addEventListener("DOMContentLoaded", () => {
    ready = true;
    person = document.body.dataset.person ?? "";
    if (person) restore();
    work();
  });
})();
