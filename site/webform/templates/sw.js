// Opens the form again without network after a first visit. Pages come from the network while there is one; assets,
// whose names change with their content, from the cache. Filing is never answered from here.
// Generated from the site; {{ version }}.

const CACHE = "site-{{ version }}";
const KEPT = {{ kept | tojson }};
const ASSETS = "{{ assets }}";
const TYPES = { js: "text/javascript", css: "text/css" };

/** What a page does not need at first comes in one file. */
async function unpack(cache) {
  const files = await (await fetch(`${ASSETS}{{ bundle }}`)).json();
  const put = (name) => cache.put(ASSETS + name, new Response(files[name], { headers: { "Content-Type": TYPES[name.split(".").pop()] } }));
  await Promise.all(Object.keys(files).map(put));
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([cache.addAll(KEPT), unpack(cache)]);
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("site-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim(); // the page of a first visit is served from here too
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  const asset = path.startsWith(ASSETS);
  if (event.request.method !== "GET" || !(asset || KEPT.includes(path))) return;
  const kept = () => caches.match(path, { cacheName: CACHE });
  const asked = () => fetch(event.request).catch(kept);
  event.respondWith(asset ? kept().then((found) => found || asked()) : asked());
});
