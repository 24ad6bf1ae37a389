/* Small helps for every page. All of it may be missing: pages work without scripts.
   Words come from <template id="script-words">, written by Django in the reader's language. */
"use strict";

window.portal = (() => {
  const words = document.getElementById("script-words")?.dataset ?? {};

  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name] ?? "");

  /** A notice at the head of the page, with an optional link; the same key is shown once. */
  const notify = (key, text, link) => {
    const region = document.querySelector(".messages-region") ?? document.querySelector("main");
    if (!region || region.querySelector(`[data-notice="${key}"]`)) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-amber mb-4";
    notice.dataset.notice = key;
    const sentence = document.createElement("p");
    sentence.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      sentence.append(" ", anchor);
    }
    notice.append(sentence);
    region.append(notice);
  };

  const signInAddress = () => {
    const here = location.pathname + location.search + location.hash;
    return `${words.signInUrl}?next=${encodeURIComponent(here)}`;
  };

  const setRevision = (revision) => {
    if (revision === undefined || revision === null || revision === "") return;
    document.querySelectorAll('input[type="hidden"][name="revision"]').forEach((input) => { input.value = revision; });
  };

  return { words, say, notify, signInAddress, setRevision };
})();

/* A form is sent once: the second click finds its buttons resting. */
(() => {
  const guarded = (form) => form.method === "post" && form.dataset.once !== "off"
    && (document.body.dataset.guard === "on" || form.dataset.once !== undefined);
  const buttonsOf = (form) => [...form.elements].filter((one) => one.type === "submit");

  const release = (form) => {
    delete form.dataset.sent;
    buttonsOf(form).filter((one) => one.dataset.resting).forEach((one) => {
      one.disabled = false;
      delete one.dataset.resting;
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !guarded(form)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // After the browser has collected the fields, or the pressed button's own name would be missing.
    setTimeout(() => buttonsOf(form).filter((one) => !one.disabled).forEach((one) => {
      one.disabled = true;
      one.dataset.resting = "yes";
    }));
    // A download leaves the page standing: let the form be used again.
    setTimeout(() => release(form), 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
})();

/* The error summary takes the focus, so that it is read first. */
document.querySelector("[data-focus]")?.focus();

/* Menus made of <details>: a click outside or Escape closes them. */
(() => {
  const close = (except) => document.querySelectorAll("details[data-menu][open]").forEach((one) => {
    if (one !== except) one.open = false;
  });
  document.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    close();
    open?.querySelector("summary").focus();
  });
})();

/* How many characters are left. */
(() => {
  const show = (counter) => {
    const input = document.getElementById(counter.dataset.counterFor);
    if (!input) return;
    const left = Number(counter.dataset.max) - [...input.value].length;
    counter.textContent = left < 0 ? portal.say("counterOver", { over: -left }) : portal.say("counter", { left });
  };
  document.querySelectorAll("[data-counter-for]").forEach(show);
  document.addEventListener("input", (event) => {
    if (!event.target.id) return;
    const counter = document.querySelector(`[data-counter-for="${CSS.escape(event.target.id)}"]`);
    if (counter) show(counter);
  });
})();
