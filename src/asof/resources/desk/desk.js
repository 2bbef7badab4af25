/* The conveniences: light and dark, the scrubber's label while it moves, copying, and showing what is new. Every page
   works without them. */
(function () {
  "use strict";
  var root = document.documentElement;

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function kept(value) {
    try {
      if (value) { localStorage.setItem("asof-theme", value); }
      return localStorage.getItem("asof-theme");
    } catch (e) { return null; }
  }
  if (kept() === "dark" || kept() === "light") { root.dataset.theme = kept(); }

  function ready() {
    var theme = document.getElementById("theme");
    theme.hidden = false;
    theme.textContent = dark() ? "Light" : "Dark";
    theme.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      kept(root.dataset.theme);
      theme.textContent = dark() ? "Light" : "Dark";
    });
    shown(document);
    scrub();
    listen();
    keys();
  }

  function shown(within) {
    within.querySelectorAll("[data-copy]").forEach(function (b) { b.hidden = !navigator.clipboard; });
  }

  function scrub() {
    var range = document.getElementById("step"), form = document.getElementById("scrub");
    if (!range) { return; }
    var labels = form.dataset.labels.split("|");
    range.addEventListener("input", function () {
      var label = labels[+range.value] || "", out = document.getElementById("when");
      range.setAttribute("aria-valuetext", label);
      if (out) { var bold = document.createElement("strong"); bold.textContent = label; out.replaceChildren(bold); }
    });
  }

  function say(text, href) {
    var news = document.getElementById("news");
    news.replaceChildren(document.createTextNode(text + " "));
    if (href) {
      var link = document.createElement("a");
      link.href = href;
      link.textContent = "Show";
      news.append(link);
    }
    news.hidden = false;
    if (!href) { setTimeout(function () { news.hidden = true; }, 2500); }
  }

  function listen() {
    var url = document.body.dataset.live, first = document.body.dataset.stamp;
    if (!url || !window.EventSource) { return; }
    var source = new EventSource(url);
    source.addEventListener("state", function (event) {
      if (event.data === first) { return; }
      first = event.data;
      var now = new URL(location.href);
      if (now.searchParams.has("at") || now.searchParams.has("step") || document.querySelector("form[data-writing]") || !window.htmx) {
        say("Something new was written to this story.", location.href);
        return;
      }
      fetch(now, { headers: { "HX-Request": "false" } }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html");
        ["view", "when", "moves", "step"].forEach(function (id) {
          var old = document.getElementById(id), made = fresh.getElementById(id);
          if (old && made) { old.replaceWith(document.adoptNode(made)); }
        });
        if (window.htmx) { window.htmx.process(document.body); }
        shown(document);
        scrub();
        say("Brought up to date.");
      });
    });
    window.addEventListener("pagehide", function () { source.close(); });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(function () {
      say("Copied.");
    });
  });
  /* Single keys on the review pages: each presses the button, follows the link or goes into the field that bears it.
     They rest while something is typed, and can be switched off (WCAG 2.1.4). */
  function keys() {
    var box = document.getElementById("keys"), off = false;
    try { off = localStorage.getItem("asof-keys") === "off"; } catch (e) { off = false; }
    if (box) {
      box.closest("p").hidden = false;
      box.checked = !off;
      box.addEventListener("change", function () {
        off = !box.checked;
        try { localStorage.setItem("asof-keys", off ? "off" : "on"); } catch (e) { return; }
      });
    }
    if (!document.querySelector("[data-keys]")) { return; }
    document.addEventListener("keydown", function (event) {
      var in_field = event.target.closest("input:not([type=checkbox]), select, textarea");
      if (event.key === "Escape" && in_field) { in_field.blur(); return; }
      if (off || in_field || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) { return; }
      var found = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
      if (!found) { return; }
      event.preventDefault();
      if (found.tagName === "INPUT") { found.focus(); found.select(); } else { found.click(); }
    });
  }

  document.addEventListener("htmx:afterSettle", function () { shown(document); });
  document.addEventListener("htmx:responseError", function () { say("That moment could not be shown."); });

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", ready); } else { ready(); }
}());
