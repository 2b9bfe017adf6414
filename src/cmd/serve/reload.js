// Reloads the page when the preview has a newer one, and shows over it what would stop a build. The preview adds this to the pages it shows;
// it is never published. A hidden tab lets go of its connection: a browser has only six for one server.
"use strict";
(function () {
  const known = new URL(document.currentScript.src).search;
  let events = null;
  function warn() {
    fetch("/_minutebook/bar" + known).then(function (answer) { return answer.text(); }).then(function (bar) {
      const before = document.getElementById("minutebook-bar");
      if (before) before.remove();
      document.body.insertAdjacentHTML("beforeend", bar);
    });
  }
  function listen() {
    if (document.visibilityState === "hidden") {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_minutebook/events" + known);
      events.addEventListener("reload", function () { location.reload(); });
      events.addEventListener("warnings", warn);
    }
  }
  document.addEventListener("visibilitychange", listen);
  listen();
})();
