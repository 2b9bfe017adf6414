// Reloads the page when the preview would show it otherwise, where one was reading it, and shows over it what would stop a build. The
// preview adds this to the pages it shows; it is never published. A hidden tab lets go of its connection: a browser has only six for one server.
"use strict";
(function () {
  const known = new URL(document.currentScript.src).search;
  const key = "minutebook-scroll";
  let events = null;
  function remember() {
    try { sessionStorage.setItem(key, JSON.stringify([location.href, scrollX, scrollY])); } catch (error) { /* The top will do. */ }
  }
  function recall() {
    try {
      const [page, x, y] = JSON.parse(sessionStorage.getItem(key) || "[]");
      sessionStorage.removeItem(key);
      if (page === location.href) scrollTo(x, y);
    } catch (error) { /* The top will do. */ }
  }
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
      events = new EventSource("/_minutebook/events" + known + "&" + location.pathname);
      events.addEventListener("reload", function () { remember(); location.reload(); });
      events.addEventListener("warnings", warn);
    }
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("load", recall);
  listen();
})();
