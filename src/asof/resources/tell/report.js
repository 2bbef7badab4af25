(function () {
  "use strict";
  var root = document.documentElement, theme = document.getElementById("theme");
  var panel = document.getElementById("panel"), words = document.getElementById("words"), last = null;
  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function name() { theme.textContent = dark() ? "Light" : "Dark"; }
  theme.hidden = false;
  name();
  theme.addEventListener("click", function () { root.dataset.theme = dark() ? "light" : "dark"; name(); });

  function close() {
    panel.hidden = true;
    if (last) { last.focus({ preventScroll: true }); last = null; }
  }
  function light(id, within) {
    within.querySelectorAll("mark").forEach(function (m) { m.classList.toggle("on", m.dataset.c === id); });
  }
  function open(id, from) {
    var mark = document.getElementById(id), quote = mark && mark.closest("blockquote");
    if (!quote) { return false; }
    var doc = quote.closest("details"), copy = quote.cloneNode(true), title = document.createElement("span");
    copy.querySelectorAll("[id]").forEach(function (m) { m.removeAttribute("id"); m.removeAttribute("tabindex"); });
    light(id, copy);
    title.className = "t";
    title.textContent = doc.querySelector(".t").textContent;
    var about = document.createElement("span"), go = document.createElement("a");
    about.className = "small";
    about.textContent = doc.querySelector("summary .small").textContent.replace(/ · [^·]*$/, "");
    go.href = "#" + id;
    go.textContent = "Show in the list of sources";
    go.addEventListener("click", function () { doc.open = true; light(id, document.getElementById("sources")); panel.hidden = true; });
    words.replaceChildren(title, about, copy, go);
    panel.hidden = false;
    panel.scrollTop = 0;
    last = from;
    panel.focus({ preventScroll: true });
    return true;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    if (!link || panel.contains(link) || event.metaKey || event.ctrlKey || event.shiftKey) { return; }
    var id = (link.getAttribute("href") || "").slice(1), mark = document.getElementById(id);
    if (mark && mark.tagName === "MARK" && open(id, link)) { event.preventDefault(); }
  });
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && !panel.hidden) { close(); } });
}());
