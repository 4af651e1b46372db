(function () {
  "use strict";
  document.documentElement.classList.add("js");
  if (window.matchMedia("(max-width: 639px)").matches) { document.querySelector(".toc").open = false; }
  var page = getComputedStyle(document.documentElement);
  function colour(name) { return page.getPropertyValue("--" + name).trim(); }
  function draw(place) {
    var figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    var layout = figure.layout;
    layout.font = { color: colour("ink-2"), family: page.getPropertyValue("--sans").trim() };
    [layout.xaxis, layout.yaxis].forEach(function (axis) {
      axis.gridcolor = colour("grid"); axis.linecolor = colour("axis"); axis.zerolinecolor = colour("axis");
    });
    (layout.annotations || []).forEach(function (note) { note.font = { color: colour("ink"), size: 13 }; });
    layout.hoverlabel = { bgcolor: colour("surface"), bordercolor: colour("line-strong"), font: { color: colour("ink") } };
    figure.data.forEach(function (trace) {
      if (trace.fill) { trace.fillcolor = colour("band"); }
      if (trace.mode.indexOf("markers") >= 0) { trace.line.color = colour("series"); trace.marker = { color: colour("series"), size: 5 }; }
    });
    window.Plotly.react(place, figure.data, layout, { displayModeBar: false, responsive: true })
      .then(function () { place.classList.add("drawn"); });
  }
  function drawAll() { document.querySelectorAll(".plot").forEach(draw); }
  drawAll();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var wanted = { sev: new Set(), rule: "", market: "", tool: "", words: "" };
  function show() {
    var shown = 0;
    cards.forEach(function (card) {
      var fits = (!wanted.sev.size || wanted.sev.has(card.dataset.sev)) &&
        (!wanted.rule || card.dataset.rule === wanted.rule) &&
        (!wanted.market || ("|" + card.dataset.markets + "|").includes("|" + wanted.market + "|")) &&
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
    if (place) { place.addEventListener(event, function () { wanted[name] = name === "words" ? place.value.toLowerCase() : place.value; show(); }); }
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
  var toggle = document.getElementById("expand");
  if (toggle) {
    toggle.addEventListener("click", function () {
      var opens = toggle.textContent === "Open all";
      cards.forEach(function (card) { card.open = opens; });
      toggle.textContent = opens ? "Close all" : "Open all";
    });
  }
  var before = [];
  window.addEventListener("beforeprint", function () {
    before = cards.map(function (card) { return card.open; });
    cards.forEach(function (card) { card.open = true; });
  });
  window.addEventListener("afterprint", function () { cards.forEach(function (card, i) { card.open = before[i]; }); });
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(location.href.split("#")[0] + "#" + button.dataset.copy);
    });
  });
  function reveal() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.hidden = false; target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
})();
