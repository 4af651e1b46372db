(function () {
  "use strict";
  document.documentElement.classList.add("js");
  document.querySelectorAll(".plot").forEach(function (place) {
    var figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    var ink = getComputedStyle(document.documentElement).getPropertyValue("--ink-2").trim();
    figure.layout.font = { color: ink };
    window.Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false, responsive: true })
      .then(function () { place.classList.add("drawn"); });
  });
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var wanted = { sev: new Set(), rule: "", market: "", tool: "", words: "" };
  function show() {
    var shown = 0;
    cards.forEach(function (card) {
      var fits = (!wanted.sev.size || wanted.sev.has(card.dataset.sev)) &&
        (!wanted.rule || card.dataset.rule === wanted.rule) &&
        (!wanted.market || (" " + card.dataset.markets + " ").includes(" " + wanted.market + " ")) &&
        (!wanted.tool || ("|" + card.dataset.tools + "|").includes("|" + wanted.tool + "|")) &&
        (!wanted.words || card.textContent.toLowerCase().includes(wanted.words));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    document.getElementById("shown").textContent = shown + (shown === 1 ? " group" : " groups");
    document.getElementById("empty").hidden = shown > 0;
  }
  function on(id, event, name) {
    var place = document.getElementById(id);
    if (place) { place.addEventListener(event, function () { wanted[name] = place.value.toLowerCase() === place.value || name !== "words" ? place.value : place.value.toLowerCase(); show(); }); }
  }
  document.querySelectorAll(".chip").forEach(function (chip) {
    chip.addEventListener("click", function () {
      var pressed = chip.getAttribute("aria-pressed") !== "true";
      chip.setAttribute("aria-pressed", String(pressed));
      wanted.sev[pressed ? "add" : "delete"](chip.dataset.sev);
      show();
    });
  });
  on("f-rule", "change", "rule"); on("f-market", "change", "market"); on("f-tool", "change", "tool"); on("q", "input", "words");
  var open = document.getElementById("expand");
  if (open) { open.addEventListener("click", function () { cards.forEach(function (card) { card.open = true; }); }); }
  window.addEventListener("beforeprint", function () { cards.forEach(function (card) { card.open = true; card.hidden = false; }); });
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(location.href.split("#")[0] + "#" + button.dataset.copy);
    });
  });
  var target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
})();
