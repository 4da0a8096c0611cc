// Opens the form again without network after a first visit. Pages come from the network while there is one; assets,
// whose names change with their content, from the cache. Filing is never answered from here.
// Generated from the site; {{ version }}.

const CACHE = "site-{{ version }}";
const KEPT = {{ kept | tojson }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("site-") && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !KEPT.includes(path)) return;
  const kept = () => caches.match(path, { cacheName: CACHE });
  const asked = () => fetch(event.request).catch(kept);
  event.respondWith(path.includes("/assets/") ? kept().then((found) => found || asked()) : asked());
});
