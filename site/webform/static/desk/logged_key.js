// A key in the part of the address that servers log: it is taken out, and is no way in. Loaded only where there is one.

import { byId } from "./data/parts.js";

export const SAYS = "网址里的密钥要写成 #key=密钥。写成 ?key= 的，密钥会留在服务器的访问记录里，请告知技术人员更换。";

const { pathname, hash } = window.location;
window.history.replaceState(null, "", pathname + hash);
const refused = byId("refused"); // which speaks already where another key opens the desk
refused.textContent = refused.textContent || SAYS;
