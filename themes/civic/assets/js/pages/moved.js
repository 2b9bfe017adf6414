// A page that has moved: on to where the place that was asked for stands now.
(function () {
  var moved = document.querySelector("[data-moved]");
  if (!moved) return;
  var id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch (e) { /* an id as it is */ }
  var place = id && document.getElementById(id);
  var link = (place && place.querySelector("a")) || moved;
  location.replace(link.href + (place || link.hash ? "" : location.hash));
})();
